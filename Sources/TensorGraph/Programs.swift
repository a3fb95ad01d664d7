import LatentModel
import TensorOps

/// One graph a purpose, each from the same model.
package enum Programs {
  /// All variables, in order.
  static func allVariables(_ model: Model) -> [VariableID] { model.variables.indices.map { VariableID($0) } }

  /// The rewritten graph, verified before and after, with the number of places that each rewrite changed.
  static func finish(_ lowering: Lowering) throws -> Graph {
    var graph = lowering.graph
    #if DEBUG
      try graph.verify()
    #endif
    var applied: [Graph.Applied] = []
    for rewrite in Rewrite.ofGraphs where !lowering.without.contains(rewrite) {
      var count = lowering.uses[rewrite] ?? 0
      if let pass = rewrite.pass {
        let rewritten = pass(graph)
        count = graph.difference(from: rewritten)
        graph = rewritten
      }
      applied.append(Graph.Applied(name: rewrite.rawValue, count: count))
    }
    try graph.verify()
    graph.rewrites = applied
    return graph
  }
}
