import TensorOps

/// Leaves out every node that no result needs.
@Sendable func removeUnused(_ graph: Graph) -> Graph {
  var isLive = Array(repeating: false, count: graph.nodes.count)
  for output in graph.outputs { isLive[output.value.index] = true }
  for index in graph.nodes.indices.reversed() where isLive[index] {
    for input in graph.nodes[index].inputs { isLive[input.index] = true }
  }
  if !isLive.contains(false) { return graph }
  /// Of a live node, its place among the live ones.
  var places = Array(repeating: ValueID(0), count: graph.nodes.count)
  var nodes: [Node] = []
  nodes.reserveCapacity(graph.nodes.count)
  for index in graph.nodes.indices where isLive[index] {
    places[index] = ValueID(nodes.count)
    var copy = graph.nodes[index]
    for input in copy.inputs.indices { copy.inputs[input] = places[copy.inputs[input].index] }
    nodes.append(copy)
  }
  let outputs = graph.outputs.map { Graph.Output(name: $0.name, value: places[$0.value.index]) }
  return graph.replacing(nodes: nodes, outputs: outputs)
}
