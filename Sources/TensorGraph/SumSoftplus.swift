import TensorOps

/// Turns sums over terms that are all softplus(x), up to signs, additions and differences between them, into sums of the
/// reduction `softplusSum`: each has one logarithm for many terms, and its terms are never stored.
@Sendable func sumSoftplusAtOnce(_ graph: Graph) -> Graph {
  var uses = Array(repeating: 0, count: graph.nodes.count)
  for index in graph.nodes.indices {
    for input in graph.nodes[index].inputs { uses[input.index] += 1 }
  }
  for output in graph.outputs { uses[output.value.index] += 1 }
  var rewritten = SoftplusSums(graph: graph, uses: uses)
  for (index, node) in graph.nodes.enumerated() {
    rewritten.places.append(rewritten.place(of: node, at: ValueID(index)))
  }
  let outputs = graph.outputs.map { Graph.Output(name: $0.name, value: rewritten.places[$0.value.index]) }
  return rewritten.hasChanged ? graph.replacing(nodes: rewritten.nodes, outputs: outputs) : graph
}

/// A graph under way, and where the values of the old one are in it.
private struct SoftplusSums {
  let graph: Graph
  let uses: [Int]
  var nodes: [Node] = []
  var places: [ValueID] = []
  var hasChanged = false

  init(graph: Graph, uses: [Int]) {
    self.graph = graph
    self.uses = uses
  }

  mutating func place(of node: Node, at value: ValueID) -> ValueID {
    if let reduce = node.operation as? Reduce, reduce.kind == .sum, isOfSoftplus(node.inputs[0]) {
      hasChanged = true
      return sum(of: node.inputs[0], like: node)
    }
    var copy = node
    copy.inputs = node.inputs.map { places[$0.index] }
    return append(copy)
  }

  private mutating func append(_ node: Node) -> ValueID {
    nodes.append(node)
    return ValueID(nodes.count - 1)
  }

  /// Whether `value` is softplus(x), or made of such values, and nothing else needs it.
  private func isOfSoftplus(_ value: ValueID) -> Bool {
    let node = graph[value]
    guard uses[value.index] == 1, node.inputs.allSatisfy({ graph[$0].shape == node.shape }) else { return false }
    switch primitive(of: node) {
    case .softplus: return true
    case .negate, .add, .subtract: return node.inputs.allSatisfy(isOfSoftplus)
    case nil: return node.operation is StopGradient && isOfSoftplus(node.inputs[0])
    default: return false
    }
  }

  /// The sum of a value that `isOfSoftplus`, with the shape of `total`.
  private mutating func sum(of value: ValueID, like total: Node) -> ValueID {
    let node = graph[value]
    var result = total
    if primitive(of: node) == .softplus {
      result.operation = Reduce(.softplusSum)
      result.inputs = node.inputs.map { places[$0.index] }
    } else {
      result.operation = node.operation
      result.inputs = node.inputs.map { sum(of: $0, like: total) }
    }
    return append(result)
  }

  private func primitive(of node: Node) -> Primitive? {
    guard let elementwise = node.operation as? Elementwise, elementwise.program.count == 1 else { return nil }
    return elementwise.program[0].primitive
  }
}
