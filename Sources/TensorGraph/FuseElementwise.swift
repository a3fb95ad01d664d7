import TensorOps

/// Joins chains of elementwise nodes into one program: a node that has one use, the shape of its user and no name of
/// its own is computed inside its user, and so is one with more uses that is a few additions and products, since reading
/// its operands costs less than writing and reading its result. Numbers without axes become constants of the program. The
/// operations and their order per element stay the same, so no bit changes.
@Sendable func fuseChains(_ graph: Graph) -> Graph {
  var uses = Array(repeating: 0, count: graph.nodes.count)
  for node in graph.nodes {
    for input in Set(node.inputs) { uses[input.index] += 1 }
  }
  for output in graph.outputs { uses[output.value.index] += 2 }
  var nodes = graph.nodes
  for (index, node) in graph.nodes.enumerated() where node.operation is Elementwise {
    nodes[index] = fused(nodes[index], nodes, uses)
  }
  return graph.replacing(nodes: nodes, outputs: graph.outputs)
}

/// Operands and steps of a program stay below these, so that a tile's registers stay in the first-level cache.
private let mostInputs = 8
private let mostSteps = 24

private func fused(_ node: Node, _ nodes: [Node], _ uses: [Int]) -> Node {
  guard let own = node.operation as? Elementwise else { return node }
  var inputs: [ValueID] = []
  var steps: [(Primitive, [Register])] = []
  var registers: [Register] = []
  for input in node.inputs {
    let producer = nodes[input.index]
    if let constant = producer.operation as? Constant, producer.shape == .scalar, let value = constant.values.first {
      steps.append((.constant(value), []))
      registers.append(.step(steps.count - 1))
    } else if let inner = producer.operation as? Elementwise,
      producer.shape == node.shape, uses[input.index] == 1 || isCheap(inner, producer),
      Set(inputs + producer.inputs + node.inputs).count <= mostInputs,
      steps.count + inner.program.count + own.program.count + node.inputs.count <= mostSteps
    {
      registers.append(.step(append(inner.program, producer.inputs, to: &steps, &inputs)))
    } else {
      registers.append(.input(place(of: input, in: &inputs)))
    }
  }
  var all = registers
  for step in own.program {
    steps.append((step.primitive, step.operands.map { all[$0] }))
    all.append(.step(steps.count - 1))
  }
  var result = node
  result.inputs = inputs
  result.operation = Elementwise(
    program: steps.map { primitive, operands in
      Elementwise.Step(primitive, operands.map { $0.number(inputs: inputs.count) })
    })
  return result
}

/// Steps of a program that is worth computing again for every use.
private let mostRepeatedSteps = 6

/// Whether a producer takes no more to compute than to read: few steps, none of them a function, few operands.
private func isCheap(_ inner: Elementwise, _ producer: Node) -> Bool {
  guard inner.program.count <= mostRepeatedSteps, producer.inputs.count <= 2 else { return false }
  return inner.program.allSatisfy { step in
    switch step.primitive {
    case .constant, .copy, .add, .subtract, .multiply, .negate, .greater, .equal, .select, .maximum: true
    default: false
    }
  }
}

/// A register before the number of inputs is known.
private enum Register {
  case input(Int)
  case step(Int)

  func number(inputs: Int) -> Int {
    switch self {
    case .input(let place): place
    case .step(let place): inputs + place
    }
  }
}

private func place(of input: ValueID, in inputs: inout [ValueID]) -> Int {
  if let place = inputs.firstIndex(of: input) { return place }
  inputs.append(input)
  return inputs.count - 1
}

/// Appends a producer's program; returns the step that holds its result.
private func append(
  _ program: [Elementwise.Step], _ operands: [ValueID], to steps: inout [(Primitive, [Register])],
  _ inputs: inout [ValueID]
) -> Int {
  var registers: [Register] = operands.map { .input(place(of: $0, in: &inputs)) }
  for step in program {
    steps.append((step.primitive, step.operands.map { registers[$0] }))
    registers.append(.step(steps.count - 1))
  }
  return steps.count - 1
}
