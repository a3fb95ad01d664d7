/// A min-fill elimination order and what it costs.
///
/// The graph joins two variables that share a factor's scope. Each step removes the variable whose removal adds the
/// fewest edges, and pays the table over it and its neighbours. A variable of one category joins nothing.
///
/// Ties go by the block's name, inside a block the last variable first: a chain of q is then left leaf by leaf, where
/// probabilities sum to 1 and need not be computed, and every variable of it costs the same.
package struct EliminationOrder: Sendable, Equatable {
  package var steps: [Step]
  /// Table entries a row, summed over the steps. A Double: 2^400 is a cost that must be worded, not a trap.
  package var cost: Double
  /// False when the cost passed `stopAbove` before every variable was removed: `cost` is then a lower bound.
  package var isComplete: Bool

  /// One variable's removal.
  package struct Step: Sendable, Equatable {
    package var variable: VariableID
    /// The variable and its neighbours at its removal, in variable order.
    package var scope: [VariableID]
    /// Product of the scope's categories.
    package var tableEntries: Double
  }

  /// Orders `eliminated` under factors with these scopes. Variables not in `eliminated` are ignored (they are drawn).
  package init(
    eliminating eliminated: [VariableID], scopes: [[VariableID]], categories: (VariableID) -> Int,
    name: (VariableID) -> String, stopAbove: Double = .infinity
  ) {
    steps = []
    cost = 0
    isComplete = false
    let names = eliminated.map { Self.parts(ofName: name($0)) }
    let byName = eliminated.indices.sorted { (names[$0], eliminated[$0]) < (names[$1], eliminated[$1]) }
    let variables = byName.map { eliminated[$0] }
    var graph = FillGraph(variables: variables, scopes: scopes.map { $0.filter { categories($0) > 1 } })
    while let next = graph.removeCheapest() {
      let scope = (next.neighbours + [next.node]).map { variables[$0] }.sorted()
      let entries = scope.reduce(1.0) { $0 * Double(categories($1)) }
      steps.append(Step(variable: variables[next.node], scope: scope, tableEntries: entries))
      cost += entries
      if cost > stopAbove { return }
    }
    isComplete = true
  }

  /// The block's name and the number behind its dot.
  private static func parts(ofName name: String) -> NameParts {
    let parts = name.split(separator: ".", maxSplits: 1)
    return NameParts(block: String(parts.first ?? ""), number: parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
  }

  private struct NameParts: Comparable {
    var block: String
    var number: Int
    static func < (left: NameParts, right: NameParts) -> Bool {
      (left.block, -left.number) < (right.block, -right.number)
    }
  }
}
