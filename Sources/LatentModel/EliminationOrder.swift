/// A min-fill elimination order and what it costs.
///
/// The graph joins two variables that share a factor's scope. Each step removes the variable whose removal adds the
/// fewest edges (ties by name), and pays the table over it and its neighbours.
package struct EliminationOrder: Sendable, Equatable {
  package var steps: [Step]
  /// Table entries a row, summed over the steps. A Double: 2^400 is a cost that must be worded, not a trap.
  package var cost: Double

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
    name: (VariableID) -> String
  ) {
    var neighbours: [VariableID: Set<VariableID>] = [:]
    for variable in eliminated { neighbours[variable] = [] }
    for scope in scopes {
      let inside = scope.filter { neighbours[$0] != nil }
      for variable in inside { neighbours[variable]?.formUnion(inside.filter { $0 != variable }) }
    }
    steps = []
    cost = 0
    var remaining = Set(neighbours.keys)
    var fill: [VariableID: Int] = [:]
    while !remaining.isEmpty {
      for variable in remaining where fill[variable] == nil {
        fill[variable] = Self.fillEdges(of: variable, in: neighbours)
      }
      guard
        let next = remaining.min(by: {
          (fill[$0] ?? 0, name($0), $0.index) < (fill[$1] ?? 0, name($1), $1.index)
        })
      else { break }
      let around = neighbours[next] ?? []
      let scope = (around.union([next])).sorted()
      let entries = scope.reduce(1.0) { $0 * Double(categories($1)) }
      steps.append(Step(variable: next, scope: scope, tableEntries: entries))
      cost += entries
      for variable in around {
        neighbours[variable]?.formUnion(around)
        neighbours[variable]?.remove(variable)
        neighbours[variable]?.remove(next)
      }
      for variable in around {
        fill[variable] = nil
        for other in neighbours[variable] ?? [] { fill[other] = nil }
      }
      neighbours[next] = nil
      remaining.remove(next)
    }
  }

  private static func fillEdges(of variable: VariableID, in neighbours: [VariableID: Set<VariableID>]) -> Int {
    let around = Array(neighbours[variable] ?? [])
    var missing = 0
    for (index, first) in around.enumerated() {
      let known = neighbours[first] ?? []
      for second in around[(index + 1)...] where !known.contains(second) { missing += 1 }
    }
    return missing
  }
}
