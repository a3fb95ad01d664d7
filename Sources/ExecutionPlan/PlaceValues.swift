import Diagnostics
import KernelInterface
import TensorOps

extension PlanMaker {
  /// Gives `value` a place and writes the instructions that fill it.
  mutating func place(_ value: ValueID, _ gradientPlaces: [ValueID: View]) throws {
    let node = graph[value]
    let shape = node.shape
    switch node.operation {
    case is Input: views.append(newView(shape, isInput: true))
    case let parameter as Parameter: views.append(try place(parameter, shape))
    case let constant as Constant: views.append(place(constant, shape))
    default:
      if let view = alias(node) {
        views.append(view)
      } else {
        let output = node.operation is Join ? joinView(value, gradientPlaces) : outputView(value, gradientPlaces)
        views.append(output)
        try write(value, node, to: output)
      }
    }
  }

  private func place(_ parameter: Parameter, _ shape: Shape) throws -> View {
    guard let index = parameters.index(of: parameter.key) else {
      throw InternalError(stage: "plan", "no parameter \(parameter.key)")
    }
    let spec = parameters.parameters[index]
    guard spec.rows == shape.rowCount, spec.columns == shape.columnCount else {
      throw InternalError(stage: "plan", "\(parameter.key) is \(spec.rows) x \(spec.columns), not \(shape)")
    }
    return View(base: .fixed(.parameters), offset: parameters.offsets[index], pitch: spec.columns)
  }

  private mutating func place(_ constant: Constant, _ shape: Shape) -> View {
    let offset = constants.count
    constants += constant.values
    constants += Array(repeating: 0, count: (16 - constants.count % 16) % 16)
    return View(base: .fixed(.constants), offset: offset, pitch: shape.columnCount)
  }

  /// The view of an operand that a node is, if it moves no number.
  private func alias(_ node: Node) -> View? {
    guard let input = node.inputs.first else { return nil }
    let source = views[input.index]
    switch node.operation {
    case is StopGradient, is Relabel: return source
    case let slice as Slice:
      var view = source
      view.offset += slice.side == .columns ? slice.start : slice.start * source.pitch
      return view
    case is Arrange:
      guard let pitch = pitch(of: node.shape, as: graph[input].shape, pitch: source.pitch) else { return nil }
      var view = source
      view.pitch = pitch
      return view
    default: return nil
    }
  }

  /// The pitch at which `shape` lies over the same numbers as `other`, if there is one.
  private func pitch(of shape: Shape, as other: Shape, pitch: Int) -> Int? {
    let own = shape.strides(pitch: 1)
    let strides = other.strides(pitch: pitch)
    for axis in shape.columns where axis.size > 1 && strides[axis] != own[axis] { return nil }
    guard let inner = shape.rows.last(where: { $0.size > 1 || $0.role == .batch }) else { return shape.columnCount }
    guard let stride = strides[inner], let unit = own[inner], stride % unit == 0 else { return nil }
    let result = stride / unit
    for axis in shape.rows where axis.size > 1 || axis.role == .batch {
      guard let unit = own[axis], strides[axis] == unit * result else { return nil }
    }
    return result
  }

  /// Appends one instruction.
  mutating func append(
    _ kernel: Instruction.Kernel, of node: ValueID, _ inputs: [View], to output: View, flops: Double, elements: Int
  ) {
    instructions.append(
      PendingInstruction(
        kernel: kernel, output: output, inputs: inputs, node: node, flops: flops, bytes: 4 * Double(elements)))
  }

  /// Copies with broadcasting: the layout may differ.
  mutating func appendCopy(of node: ValueID, from view: View, _ shape: Shape, to output: View, _ outputShape: Shape) {
    appendStagedCopy(of: node, from: view, shape, to: output, outputShape)
  }

  /// Zeros over a nest.
  mutating func appendZeros(of node: ValueID, _ nest: LoopNest, to output: View, elements: Int) {
    let zero = ElementwiseInstruction(code: .constant)
    append(elementwise([zero], nest, operands: 1), of: node, [], to: output, flops: 0, elements: elements)
  }

  func elementwise(_ program: [ElementwiseInstruction], _ nest: LoopNest, operands: Int) -> Instruction.Kernel {
    nest.extents.isEmpty
      ? .elementwise(program: program, extents: [Extent(1)], strides: Array(repeating: [0], count: operands))
      : .elementwise(
        program: program, extents: nest.extents, strides: (0..<operands).map { nest.strides(ofOperand: $0) })
  }
}
