import TensorOps

/// Leaves out every node that no result needs.
@Sendable func removeUnused(_ graph: Graph) -> Graph {
  var isLive = Array(repeating: false, count: graph.nodes.count)
  for output in graph.outputs { isLive[output.value.index] = true }
  for index in graph.nodes.indices.reversed() where isLive[index] {
    for input in graph.nodes[index].inputs { isLive[input.index] = true }
  }
  if !isLive.contains(false) { return graph }
  var places: [ValueID: ValueID] = [:]
  var nodes: [Node] = []
  for (index, node) in graph.nodes.enumerated() where isLive[index] {
    places[ValueID(index)] = ValueID(nodes.count)
    var copy = node
    copy.inputs = node.inputs.map { places[$0] ?? $0 }
    nodes.append(copy)
  }
  let outputs = graph.outputs.map { Graph.Output(name: $0.name, value: places[$0.value] ?? $0.value) }
  return graph.replacing(nodes: nodes, outputs: outputs)
}
