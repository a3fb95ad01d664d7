import TensorOps

/// Marks products whose left operand is data of mostly zeros: they visit the entries that are not 0 alone, in the first
/// layer and in its weights' gradient.
@Sendable func skipZerosOfData(_ graph: Graph) -> Graph {
  var nodes = graph.nodes
  for (index, node) in nodes.enumerated() {
    guard var product = node.operation as? MatrixProduct, !product.transposesB, let left = node.inputs.first else {
      continue
    }
    let density = density(of: left, graph)
    if density > mostDense { continue }
    product.density = density
    nodes[index].operation = product
  }
  return graph.replacing(nodes: nodes, outputs: graph.outputs)
}

/// A dense product runs several times as many multiplications a second as one that picks its terms.
private let mostDense = 0.3

/// The expected share of entries that are not 0; 1 for all that is not data.
private func density(of value: ValueID, _ graph: Graph) -> Double {
  let node = graph[value]
  switch node.operation {
  case let input as Input: return input.density
  case is Slice, is Relabel, is StopGradient: return node.inputs.first.map { density(of: $0, graph) } ?? 1
  default: return 1
  }
}
