import Diagnostics

/// Dependencies that come back to where they started: no order draws one variable after another.
///
///     latents: {a: {categories: 2, parents: [b]}, b: {categories: 2, parents: [a]}}                # flagged
///     latents: {a: {categories: 2, prior: {parents: [b]}}, b: {categories: 2, posterior: {parents: [a]}}}   # accepted
enum CyclicParents {
  static let code: DiagnosticCode = "cyclic-parents"

  /// One finding a cycle; a cycle of both sides made by the same places is told once.
  static func findings(p: [[Dependency]], q: [[Dependency]], names: [String]) -> [Diagnostic] {
    let both = p.filter { q.contains($0) }
    return both.map { finding($0, "p and q", names) } + p.filter { !both.contains($0) }.map { finding($0, "p", names) }
      + q.filter { !both.contains($0) }.map { finding($0, "q", names) }
  }

  private static func finding(_ cycle: [Dependency], _ side: String, _ names: [String]) -> Diagnostic {
    let nodes = cycle.map { names[$0.variable.index] }
    let circle = (nodes + nodes.prefix(1)).map { "`\($0)`" }.joined(separator: " depends on ")
    let finding = Diagnostic.error(code, "a cycle in \(side): \(circle)", at: cycle.first?.span ?? .none)
    return cycle.indices.reduce(finding) { finding, place in
      let next = nodes[(place + 1) % nodes.count]
      return finding.context("`\(nodes[place])` depends on `\(next)` here", at: cycle[place].span)
    }
  }
}
