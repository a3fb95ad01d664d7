import TensorOps

extension PlanMaker {
  /// Which values are computed straight into their place in a join: those with an instruction of their own that are
  /// one operand of one join.
  static func joinTargets(of graph: Graph) -> [ValueID: (join: ValueID, operand: Int)] {
    var targets: [ValueID: (join: ValueID, operand: Int)] = [:]
    var rejected: Set<ValueID> = []
    for (index, node) in graph.nodes.enumerated() where node.operation is Join {
      for (operand, input) in node.inputs.enumerated() {
        if targets[input] != nil { rejected.insert(input) }
        targets[input] = (ValueID(index), operand)
      }
    }
    return targets.filter { value, _ in
      switch graph[value].operation {
      case is Input, is Parameter, is Constant, is StopGradient, is Relabel, is Slice, is Arrange: false
      default: !rejected.contains(value)
      }
    }
  }

  /// Where a value with an instruction of its own is computed.
  mutating func outputView(_ value: ValueID, _ gradientPlaces: [ValueID: View]) -> View {
    if let view = gradientPlaces[value] { return view }
    guard let target = joinTargets[value], let join = graph[target.join].operation as? Join else {
      return newView(graph[value].shape)
    }
    let whole = joinView(target.join, gradientPlaces)
    return part(of: whole, join, operand: target.operand)
  }

  /// The place of a join, taken when its first operand needs it.
  mutating func joinView(_ value: ValueID, _ gradientPlaces: [ValueID: View]) -> View {
    if let view = joinViews[value] { return view }
    let view = outputView(value, gradientPlaces)
    joinViews[value] = view
    return view
  }

  /// One operand's place in a join.
  func part(of whole: View, _ join: Join, operand: Int) -> View {
    var part = whole
    part.offset += join.side == .rows ? join.starts[operand] * whole.pitch : join.starts[operand]
    return part
  }

  /// Copies the operands that are elsewhere, and fills gaps with zeros.
  mutating func write(join: Join, _ value: ValueID, _ shapes: [Shape], to output: View) {
    let node = graph[value]
    let isRows = join.side == .rows
    var next = 0
    for (operand, start) in join.starts.enumerated() {
      fillGap(next..<start, join.side, value, to: output)
      next = start + (isRows ? shapes[operand].rowCount : shapes[operand].columnCount)
      let input = node.inputs[operand]
      if let target = joinTargets[input], target.join == value, target.operand == operand,
        views[input.index] == part(of: output, join, operand: operand)
      {
        continue
      }
      let place = part(of: output, join, operand: operand)
      appendCopy(of: value, from: views[input.index], shapes[operand], to: place, shapes[operand])
    }
    fillGap(next..<(isRows ? node.shape.rowCount : node.shape.columnCount), join.side, value, to: output)
  }

  private mutating func fillGap(_ gap: Range<Int>, _ side: Side, _ value: ValueID, to output: View) {
    guard !gap.isEmpty else { return }
    let shape = graph[value].shape
    var part = output
    part.offset += side == .rows ? gap.lowerBound * output.pitch : gap.lowerBound
    let axis = Axis(id: -1, size: gap.count, role: .feature, name: "gap")
    let filled =
      side == .rows ? Shape(rows: [axis], columns: shape.columns) : Shape(rows: shape.rows, columns: [axis])
    let nest = LoopNest(over: filled.axes, operandStrides: [filled.strides(pitch: output.pitch)])
    appendZeros(of: value, nest, to: part, elements: filled.elementCount)
  }
}
