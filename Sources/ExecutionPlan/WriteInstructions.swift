import Diagnostics
import KernelInterface
import TensorOps

extension PlanMaker {
  /// Writes the instructions of one node.
  mutating func write(_ value: ValueID, _ node: Node, to output: View) throws {
    let shapes = node.inputs.map { graph[$0].shape }
    let views = node.inputs.map { self.views[$0.index] }
    let flops = node.operation.flops(inputs: shapes, output: node.shape)
    let elements = shapes.reduce(node.shape.elementCount) { $0 + $1.elementCount }
    switch node.operation {
    case let operation as Elementwise:
      let (operands, nest) = limited(views, shapes, over: value, to: output)
      let kernel = elementwise(encode(operation.program), nest, operands: operands.count + 1)
      append(kernel, of: value, operands, to: output, flops: flops, elements: elements)
    case is Arrange:
      appendCopy(of: value, from: views[0], shapes[0], to: output, node.shape)
    case let operation as Join:
      write(join: operation, value, shapes, to: output)
    case let operation as TensorOps.MatrixProduct:
      append(product(operation, shapes), of: value, views, to: output, flops: flops, elements: elements)
    case let operation as Reduce:
      let (operand, nest) = limitedReduction(operation.kind, shapes[0], views[0], over: value, to: output)
      append(.reduce(nest), of: value, [operand], to: output, flops: flops, elements: elements)
    case let operation as GatherSum:
      append(
        .gatherSum(
          rows: extent(node.shape.rows), width: node.shape.columnCount, tableRow: operation.tableRow,
          first: operation.first), of: value, views, to: output, flops: flops, elements: elements)
    case let operation as ScatterSum:
      append(
        .scatterSum(
          rows: extent(shapes[1].rows), width: node.shape.columnCount, tableRows: node.shape.rowCount,
          tableRow: operation.tableRow, first: operation.first), of: value, views, to: output, flops: flops,
        elements: elements)
    case let operation as Uniform:
      let draws = node.shape.rows.filter { $0.role == .sample }.reduce(1) { $0 * $1.size }
      append(
        .uniform(
          stream: operation.stream, rows: extent(node.shape.rows), draws: draws, columns: node.shape.columnCount,
          isPerRow: node.shape.batch != nil), of: value, [], to: output, flops: flops, elements: elements)
    default:
      try writeSegmented(value, node, shapes, views, to: output, flops: flops, elements: elements)
    }
  }

  private func product(_ operation: TensorOps.MatrixProduct, _ shapes: [Shape]) -> Instruction.Kernel {
    let (a, b) = (shapes[0], shapes[1])
    let rows = extent(operation.transposesA ? a.columns : a.rows)
    let depth = extent(operation.transposesA ? a.rows : a.columns)
    let hasBias = shapes.count > 2
    if operation.density < 1 {
      return .sparseProduct(
        rows: rows, columns: b.columnCount, depth: depth, transposesA: operation.transposesA, hasBias: hasBias)
    }
    return .matrixProduct(
      rows: rows, columns: operation.transposesB ? b.rowCount : b.columnCount, depth: depth,
      transposesA: operation.transposesA, transposesB: operation.transposesB, hasBias: hasBias)
  }

  private mutating func writeSegmented(
    _ value: ValueID, _ node: Node, _ shapes: [Shape], _ views: [View], to output: View, flops: Double, elements: Int
  ) throws {
    let kernel: Instruction.SegmentedKernel
    let segments: [Int]
    switch node.operation {
    case let operation as LogSoftmax: (kernel, segments) = (.logSoftmax, operation.segments)
    case let operation as LogSoftmaxGradient: (kernel, segments) = (.logSoftmaxGradient, operation.segments)
    case let operation as ArgMax: (kernel, segments) = (.argMax, operation.segments)
    case let operation as Draw: (kernel, segments) = (.draw, operation.segments)
    case let operation as Pick: (kernel, segments) = (.pick, operation.segments)
    case let operation as Unpick: (kernel, segments) = (.unpick, operation.segments)
    default: throw InternalError(stage: "plan", "no kernel for \(node.operation.name)")
    }
    var operands: [View] = []
    var maps: [RowMap] = []
    for (shape, view) in zip(shapes, views) {
      if let map = rowMap(shape, view, over: node.shape) {
        operands.append(view)
        maps.append(map)
      } else {
        let spread = Shape(rows: node.shape.rows, columns: shape.columns)
        let copy = newView(spread)
        appendCopy(of: value, from: view, shape, to: copy, spread)
        operands.append(copy)
        maps.append(RowMap(divisor: 1, outer: copy.pitch, inner: 0))
      }
    }
    var offsets = [0]
    for segment in segments { offsets.append((offsets.last ?? 0) + segment) }
    append(
      .segmented(
        kernel, rows: extent(node.shape.rows), offsets: offsets, inputRows: maps[0],
        secondRows: maps.count > 1 ? maps[1] : RowMap(divisor: 1, outer: 0, inner: 0)), of: value, operands, to: output,
      flops: flops, elements: elements)
  }

  /// How rows of `shape` follow rows of `output`, if two strides can say it.
  private func rowMap(_ shape: Shape, _ view: View, over output: Shape) -> RowMap? {
    let nest = LoopNest(
      over: output.rows, operandStrides: [Shape(rows: shape.rows).strides(pitch: view.pitch)])
    let strides = nest.strides(ofOperand: 0)
    switch strides.count {
    case 0: return RowMap(divisor: 1, outer: 0, inner: 0)
    case 1: return RowMap(divisor: 1, outer: strides[0], inner: 0)
    case 2: return RowMap(divisor: nest.extents[1].factor, outer: strides[0], inner: strides[1])
    default: return nil
    }
  }

  func reduction(_ kind: Reduce.Kind, _ shape: Shape, _ view: View, _ output: Shape, _ place: View)
    -> Instruction.Reduction
  {
    let input = shape.strides(pitch: view.pitch)
    let kept = LoopNest(over: output.axes, operandStrides: [output.strides(pitch: place.pitch), input])
    let reduced = LoopNest(over: shape.axes.filter { !output.contains($0) }, operandStrides: [input])
    return Instruction.Reduction(
      kind: kind, keptExtents: kept.extents.isEmpty ? [Extent(1)] : kept.extents,
      keptOutputStrides: kept.extents.isEmpty ? [0] : kept.strides(ofOperand: 0),
      keptInputStrides: kept.extents.isEmpty ? [0] : kept.strides(ofOperand: 1),
      reducedExtents: reduced.extents.isEmpty ? [Extent(1)] : reduced.extents,
      reducedInputStrides: reduced.extents.isEmpty ? [0] : reduced.strides(ofOperand: 0))
  }

  func extent(_ rows: [Axis]) -> Extent {
    Extent(rows.reduce(1) { $0 * ($1.role == .batch ? 1 : $1.size) }, isPerRow: rows.contains { $0.role == .batch })
  }
}
