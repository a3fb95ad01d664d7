import LatentModel
import TensorOps

/// One graph a purpose, each from the same model.
package enum Programs {
  /// All variables, in order.
  static func allVariables(_ model: Model) -> [VariableID] { model.variables.indices.map { VariableID($0) } }

  /// The rewritten graph, verified before and after in debug builds.
  static func finish(_ graph: Graph) throws -> Graph {
    #if DEBUG
      try graph.verify()
    #endif
    let rewritten = Rewrites.all.reduce(graph) { $1.apply(to: $0) }
    try rewritten.verify()
    return rewritten
  }
}

/// A pass over a graph that keeps its meaning.
package struct Rewrite: Sendable {
  package var name: String
  package var apply: @Sendable (Graph) -> Graph

  package func apply(to graph: Graph) -> Graph { apply(graph) }
}

/// The passes, in order.
package enum Rewrites {
  package static let all: [Rewrite] = [
    Rewrite(name: "remove-dead-code", apply: removeDeadCode),
    Rewrite(name: "fuse-elementwise", apply: fuseElementwise),
    Rewrite(name: "remove-dead-code-again", apply: removeDeadCode),
  ]
}
