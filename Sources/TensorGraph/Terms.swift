import LatentModel
import TensorOps

/// One summand of the bound: a field's likelihood or variables' KL.
struct Term {
  enum Kind {
    case reconstruction(field: Int)
    /// KL of a run of variables, or of one summed variable.
    case kl(variables: Range<Int>)
  }

  var kind: Kind
  /// As it enters the objective: a per-row table over the summed variables it depends on.
  var table: ValueID
  /// One column a variable for the KL of drawn variables: [rows | variables]; nil for others.
  var perVariable: ValueID?
  /// Whether a drawn KL is log q - log p at the draws.
  var isSampled = false
}

extension Lowering {
  /// Every field's likelihood, one term a column group.
  func reconstructionTerms() -> [Term] {
    model.fields.indices.flatMap { field in
      likelihood(ofField: field).map { Term(kind: .reconstruction(field: field), table: $0) }
    }
  }

  /// KL terms of every block: exact for summed variables, closed form or sampled for drawn ones.
  func klTerms() -> [Term] {
    model.blocks.flatMap { block -> [Term] in
      labelled("latents.\(block.name) kl", block.span) {
        runs(.posterior, block: model.variables[block.variables.lowerBound].block).flatMap { run -> [Term] in
          run.variables.contains { valueAxes[VariableID($0)] == nil }
            ? drawnKL(run) : run.variables.map { summedKL(VariableID($0)) }
        }
      }
    }
  }

  private func summedKL(_ variable: VariableID) -> Term {
    let (q, p) = (logTable(.posterior, variable), logTable(.prior, variable))
    return Term(kind: .kl(variables: variable.index..<variable.index + 1), table: combineTables(.subtract, q, p))
  }

  /// Runs of drawn variables are cut where the KL form changes.
  private func drawnKL(_ run: VariableRun) -> [Term] {
    var terms: [Term] = []
    var start = run.variables.lowerBound
    while start < run.variables.upperBound {
      let isAnalytic = model.objective.analyticKL[start]
      var end = start
      while end < run.variables.upperBound, model.objective.analyticKL[end] == isAnalytic { end += 1 }
      let piece = piece(of: run, start..<end)
      let value = isAnalytic ? analyticKL(piece) : sampledKL(piece.variables)
      terms.append(
        Term(
          kind: .kl(variables: piece.variables),
          table: table(graph.reduce(.sum, value, over: Set(graph[value].shape.columns))), perVariable: value,
          isSampled: !isAnalytic))
      start = end
    }
    return terms
  }

  private func piece(of run: VariableRun, _ variables: Range<Int>) -> VariableRun {
    let first = variables.lowerBound - run.variables.lowerBound
    var piece = run
    piece.variables = variables
    switch run.origin {
    case .certain: break
    case .constant(let values):
      piece.origin = .constant(Array(values[first * run.categories..<(first + variables.count) * run.categories]))
    case .network(let network, let index, let logit):
      let width = model.variables[run.variables.lowerBound].logits
      piece.origin = .network(network, index: index, logit: logit + first * width)
    }
    return piece
  }

  /// log q - log p at the draws. The direct derivative of log q is left out: its mean is zero.
  private func sampledKL(_ variables: Range<Int>) -> ValueID {
    if isRelaxed(VariableID(variables.lowerBound)) { return relaxedKL(variables) }
    let q = graph.stopGradient(logProbabilityAtDraw(.posterior, variables))
    return graph.subtract(q, logProbabilityAtDraw(.prior, variables))
  }

  /// log q(z_k | x, ...) of every summed variable.
  func posteriorTables() -> [VariableID: ValueID] {
    Dictionary(uniqueKeysWithValues: valueAxes.keys.sorted().map { ($0, logTable(.posterior, $0)) })
  }

  /// log p(z_k | ...) of every summed variable that has more than one value.
  func priorTables() -> [ValueID] {
    valueAxes.keys.sorted().filter { model.variables[$0.index].categories > 1 }.map { logTable(.prior, $0) }
  }
}
