/// The text of `plan --dump model`.
extension Model {
  /// p and q as formulas, every factor with what it sees, networks with sizes, estimators with reasons, elimination.
  package func dump() -> String {
    let sections = [
      ["model \(name)", "  p(x, z) = \(priorFormula())", "  q(z | x) = \(posteriorFormula())"],
      table("latents", factorRows()), table("fields", fieldRows()), table("networks", networkRows()),
      table("estimators", estimatorRows()),
    ]
    return (sections + eliminations()).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func table(_ title: String, _ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    let lines = rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        line += " " + cell
        if column + 1 < row.count { line += String(repeating: " ", count: widths[column] - cell.count + 1) }
      }
      return line
    }
    return [title] + lines
  }

  private func networkRows() -> [[String]] {
    let sizes = networkSizes()
    let rows = sizes.map { [$0.path, "\($0.inputColumns) columns -> \($0.shape)", ExactCost.word($0.parameters)] }
    return rows + [["total", "", ExactCost.word(sizes.reduce(0) { $0 + $1.parameters })]]
  }

  /// Consecutive variables whose factors see the same things are one row.
  private func factorRows() -> [[String]] {
    let (p, q) = (priorTexts(), posteriorTexts())
    var rows: [[String]] = []
    for block in blocks {
      var start = block.variables.lowerBound
      while start < block.variables.upperBound {
        var end = start + 1
        while end < block.variables.upperBound, p[end] == p[start], q[end] == q[start],
          variables[end].categories == variables[start].categories, kl(end) == kl(start)
        { end += 1 }
        let first = variables[start]
        let name =
          end == start + 1 ? first.name : "\(block.name).\(first.indexInBlock)-\(variables[end - 1].indexInBlock)"
        let values = first.categories == 1 ? "1 value" : "\(first.categories) values"
        rows.append([name, values, "p: \(p[start])", "q: \(q[start])", kl(start)])
        start = end
      }
    }
    return rows
  }

  private func kl(_ variable: Int) -> String {
    guard objective.analyticKL.indices.contains(variable) else { return "kl: none of its own" }
    if blocks[variables[variable].block].gradient.estimator == .exact { return "kl: summed" }
    return objective.analyticKL[variable] ? "kl: closed form" : "kl: at the draws"
  }

  private func priorTexts() -> [String] {
    zip(blocks, priors).flatMap { block, prior in
      switch prior {
      case .learned(let network, let groups): texts(network, groups, root: "learned")
      case .uniform: block.variables.map { _ in "uniform" }
      case .fixed: block.variables.map { _ in "fixed" }
      }
    }
  }

  private func posteriorTexts() -> [String] {
    guard case .networks(let factors) = posterior else { return variables.map { _ in "p(z | x)" } }
    return factors.flatMap { texts($0.network, $0.groups, root: "learned") }
  }

  private func texts(_ network: Network, _ groups: [Range<Int>], root: String) -> [String] {
    zip(network.outputs, groups).flatMap { output, group in
      let text = output.sources.isEmpty ? root : "given " + text(output.sources)
      return Array(repeating: text, count: group.count)
    }
  }

  private func fieldRows() -> [[String]] {
    fields.indices.flatMap { index in
      zip(decoder.fields[index].network.outputs, decoder.fields[index].groups).map { output, group in
        let field = fields[index]
        let columns =
          group.count == field.columns.count
          ? field.name
          : group.count == 1
            ? "\(field.name).\(group.lowerBound)"
            : "\(field.name).\(group.lowerBound)-\(group.upperBound - 1)"
        let kind =
          if case .binary(let isSoft, _) = field.kind { isSoft ? "soft bernoulli" : "bernoulli" } else { "categorical" }
        let count = "\(group.count) column\(group.count == 1 ? "" : "s")"
        let parents =
          output.sources == [.trunk] ? "trunk of " + text(decoder.parents.map(Source.variable)) : text(output.sources)
        return [columns, kind, count, "given \(parents)"]
      }
    }
  }

  /// Sources in words; runs of one block's variables as `detail.0-7`, a whole block as its name.
  private func text(_ sources: [Source]) -> String {
    var parts: [String] = []
    var run: [Int] = []
    func flush() {
      guard let first = run.first, let last = run.last else { return }
      let block = blocks[variables[first].block]
      parts.append(
        run.count == block.variables.count
          ? block.name
          : run.count == 1
            ? variables[first].name
            : "\(block.name).\(variables[first].indexInBlock)-\(variables[last].indexInBlock)")
      run = []
    }
    for source in sources {
      if case .variable(let variable) = source {
        if let last = run.last,
          last + 1 != variable.index || variables[last].block != variables[variable.index].block
        {
          flush()
        }
        run.append(variable.index)
        continue
      }
      flush()
      switch source {
      case .encoder: parts.append("encoder")
      case .trunk: parts.append("trunk")
      case .field(let field, let columns):
        let name = fields[field].name
        parts.append(
          columns.count == fields[field].columns.count
            ? name : "\(name).\(columns.lowerBound)-\(columns.upperBound - 1)")
      case .variable: break
      }
    }
    flush()
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }

  private func estimatorRows() -> [[String]] {
    if case .exact = posterior { return [["all", "exact", "q is p(z | x): the bound is log p(x)"]] }
    return blocks.map { block in
      let name =
        switch block.gradient.estimator {
        case .exact: "exact"
        case .rloo(let samples): "rloo, \(samples) draws"
        case .gumbelSoftmax(let temperature, let hard):
          "gumbel_softmax, temperature \(temperature), \(hard ? "hard" : "soft")"
        case .reinforce(let samples, .none): "reinforce, \(samples) draws, no baseline"
        case .reinforce(let samples, .average(let decay)):
          "reinforce, \(samples) draws, average baseline (decay \(decay))"
        case .reinforce(let samples, .network): "reinforce, \(samples) draws, network baseline"
        }
      return [block.name, name, block.gradient.reason.map { "auto: \($0)" } ?? "as written"]
    }
  }

  private func eliminations() -> [[String]] {
    var sections: [[String]] = []
    if case .networks = posterior, blocks.contains(where: { $0.gradient.estimator == .exact }) {
      sections.append(elimination("elimination of the bound", eliminationForObjective()))
    }
    return sections + [elimination("elimination of log p(x)", eliminationForLikelihood())]
  }

  private func elimination(_ title: String, _ cost: ExactCost) -> [String] {
    if cost.isLowerBound {
      return ["\(title): \(cost.wording) terms a row, over the limit of \(ExactCost.word(limits.enumeration.value))"]
    }
    let steps = cost.order.steps.map { step -> [String] in
      let others = step.scope.filter { $0 != step.variable }.map(Source.variable)
      let beside = others.isEmpty ? "alone" : "with \(text(others))"
      return [variables[step.variable.index].name, beside, ExactCost.word(step.tableEntries)]
    }
    return table("\(title): \(cost.wording) terms a row", steps)
  }
}
