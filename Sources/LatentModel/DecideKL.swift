import ModelSpec

extension Model {
  /// For each variable, whether its KL enters in closed form; empty for `encoder: exact`.
  ///
  /// KL(q(z_k | x, drawn) || p(z_k | drawn)) is closed form unless p's dependencies include a variable that is drawn
  /// from a distribution depending on z_k. In a block that is summed out the whole term is summed either way.
  func decidedKL(_ form: KLForm) -> [Bool] {
    if case .exact = posterior { return [] }
    let conflicts = analyticConflicts()
    return variables.indices.map { index in
      if blocks[variables[index].block].gradient.estimator == .exact { return true }
      return form != .sampled && conflicts[index] == nil
    }
  }

  /// For each variable, a dependency in p that descends from it in q; nil where there is none.
  func analyticConflicts() -> [VariableID?] {
    let (p, q) = (priorDependencies(), posteriorDependencies())
    var children = Array(repeating: [Int](), count: variables.count)
    for (index, list) in q.enumerated() {
      for dependency in list { children[dependency.index].append(index) }
    }
    var isOrderedAlike = true
    var place = Array(repeating: 0, count: variables.count)
    for (rank, variable) in posteriorOrder.enumerated() { place[variable.index] = rank }
    for (index, list) in p.enumerated() where list.contains(where: { place[$0.index] > place[index] }) {
      isOrderedAlike = false
    }
    // Where q's order suits p, no dependency in p comes later in q, so none descends.
    if isOrderedAlike { return Array(repeating: nil, count: variables.count) }
    return variables.indices.map { index in
      let later = p[index].filter { place[$0.index] > place[index] }
      if later.isEmpty { return nil }
      let reached = Self.reachable(from: [index], children)
      return later.first { reached[$0.index] }
    }
  }

  /// Nodes that `starts` lead to, themselves included.
  static func reachable(from starts: [Int], _ next: [[Int]]) -> [Bool] {
    var reached = Array(repeating: false, count: next.count)
    var pending = starts
    while let node = pending.popLast() {
      if reached[node] { continue }
      reached[node] = true
      pending += next[node]
    }
    return reached
  }
}
