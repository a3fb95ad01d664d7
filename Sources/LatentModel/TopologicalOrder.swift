import Diagnostics

/// Every variable after its dependencies, ties in variable order; or the cycles that forbid it.
struct TopologicalOrder {
  /// Without the variables on cycles and those after them.
  var order: [VariableID] = []
  /// Each as its edges: every variable depends on the next one, the last on the first.
  var cycles: [[Dependency]] = []

  init(_ dependencies: [[Dependency]]) {
    var waiting = dependencies.map(\.count)
    var dependents = Array(repeating: [Int](), count: dependencies.count)
    for (index, list) in dependencies.enumerated() {
      for dependency in list { dependents[dependency.variable.index].append(index) }
    }
    var ready = SmallestFirst<Int>()
    for index in waiting.indices where waiting[index] == 0 { ready.insert(index) }
    func release(_ index: Int) {
      for dependent in dependents[index] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { ready.insert(dependent) }
      }
    }
    var isDone = Array(repeating: false, count: dependencies.count)
    while true {
      while let next = ready.removeSmallest() {
        if isDone[next] { continue }
        isDone[next] = true
        if cycles.isEmpty { order.append(VariableID(next)) }
        release(next)
      }
      guard let start = isDone.firstIndex(of: false) else { return }
      let cycle = Self.cycle(from: start, dependencies, isDone)
      if cycle.isEmpty { return }
      if !cycles.contains(where: { $0.map(\.span) == cycle.map(\.span) }) { cycles.append(cycle) }
      for edge in cycle { isDone[edge.variable.index] = true }
      for edge in cycle { release(edge.variable.index) }
    }
  }

  /// Follows unfinished dependencies from `start` until one comes again. An entry holds a variable and the place that
  /// makes it depend on the next entry's variable.
  private static func cycle(from start: Int, _ dependencies: [[Dependency]], _ isDone: [Bool]) -> [Dependency] {
    var path: [Dependency] = []
    var places: [Int: Int] = [:]
    var current = start
    while places[current] == nil {
      guard let edge = dependencies[current].first(where: { !isDone[$0.variable.index] }) else { return path }
      places[current] = path.count
      path.append(Dependency(variable: VariableID(current), span: edge.span))
      current = edge.variable.index
    }
    return Array(path[(places[current] ?? 0)...])
  }
}
