/// A small program on every element.      x_i: broadcast to y by their axes
///   forward    register i < inputs is x_i; step j writes register inputs + j; y is the last one
///   gradient   the steps as single-step nodes (found again, not recomputed), then each primitive's own rule
///
/// The builder writes programs of one step; `FuseElementwise` joins them.
package struct Elementwise: Operation {
  package var program: [Step]

  /// One primitive applied to registers.
  package struct Step: Hashable, Sendable {
    package var primitive: Primitive
    package var operands: [Int]
    package init(_ primitive: Primitive, _ operands: [Int]) {
      self.primitive = primitive
      self.operands = operands
    }
  }

  package init(program: [Step]) { self.program = program }

  /// One primitive on as many inputs as it takes.
  package init(_ primitive: Primitive) { program = [Step(primitive, Array(0..<primitive.arity))] }

  package var name: String { "elementwise" }

  package func formula(_ inputs: [String]) -> String {
    var registers = inputs
    for step in program { registers.append(step.primitive.formula(step.operands.map { registers[$0] })) }
    return registers.last ?? ""
  }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    for (index, step) in program.enumerated() {
      if step.operands.count != step.primitive.arity { return "\(step.primitive) takes \(step.primitive.arity)" }
      if step.operands.contains(where: { $0 < 0 || $0 >= inputs.count + index }) { return "a register is read early" }
    }
    if program.isEmpty { return "an empty program" }
    for input in inputs where !input.axes.allSatisfy(output.contains) {
      return "\(input) does not broadcast to \(output)"
    }
    return nil
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    var registers = node.inputs
    if program.count == 1 {
      registers.append(value)
    } else {
      for step in program {
        registers.append(graph.apply(step.primitive, step.operands.map { registers[$0] }, shape: node.shape))
      }
    }
    var adjoints: [ValueID?] = Array(repeating: nil, count: registers.count)
    adjoints[registers.count - 1] = dy
    for (index, step) in program.enumerated().reversed() {
      guard let upstream = adjoints[node.inputs.count + index] else { continue }
      let operands = step.operands.map { registers[$0] }
      let partials = step.primitive.gradient(
        operands: operands, result: registers[node.inputs.count + index], dy: upstream, in: &graph)
      for (operand, partial) in zip(step.operands, partials) {
        guard let partial else { continue }
        adjoints[operand] = adjoints[operand].map { graph.add($0, partial) } ?? partial
      }
    }
    return node.inputs.indices.map { index in
      adjoints[index].map { .whole(graph.sum($0, to: graph[node.inputs[index]].shape)) }
    }
  }

  package func flops(inputs: [Shape], output: Shape) -> Double {
    Double(output.elementCount) * Double(program.count)
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let positions = inputs.map { $0.positions(in: output) }
    var registers = Array(repeating: 0.0, count: inputs.count + program.count)
    var result = ReferenceTensor(shape: output, repeating: 0)
    for element in 0..<output.elementCount {
      for (index, input) in inputs.enumerated() { registers[index] = input.values[positions[index][element]] }
      for (index, step) in program.enumerated() {
        let operands = step.operands.map { registers[$0] } + [0, 0, 0]
        registers[inputs.count + index] = step.primitive.reference(operands[0], operands[1], operands[2])
      }
      result.values[element] = registers[registers.count - 1]
    }
    return result
  }
}

extension Graph {
  /// One primitive, broadcast over the union of the operands' axes or to `shape`.
  package mutating func apply(_ primitive: Primitive, _ inputs: [ValueID], shape: Shape? = nil) -> ValueID {
    add(Elementwise(primitive), inputs, shape ?? Shape.broadcast(inputs.map { self[$0].shape }))
  }

  /// A number without axes.
  package mutating func scalar(_ value: Float) -> ValueID { add(Constant(values: [value]), [], .scalar) }

  package mutating func add(_ a: ValueID, _ b: ValueID) -> ValueID { apply(.add, [a, b]) }
  package mutating func subtract(_ a: ValueID, _ b: ValueID) -> ValueID { apply(.subtract, [a, b]) }
  package mutating func multiply(_ a: ValueID, _ b: ValueID) -> ValueID { apply(.multiply, [a, b]) }
  package mutating func multiply(_ a: ValueID, _ b: Float) -> ValueID { apply(.multiply, [a, scalar(b)]) }
  package mutating func negate(_ a: ValueID) -> ValueID { apply(.negate, [a]) }

  /// The sum of at least one value.
  package mutating func total(_ values: [ValueID]) -> ValueID {
    var rest = values[...]
    guard var sum = rest.popFirst() else { return scalar(0) }
    for value in rest { sum = add(sum, value) }
    return sum
  }
}
