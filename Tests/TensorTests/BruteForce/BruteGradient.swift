import LatentModel

/// The exact training objective of a few rows and its gradient.
extension BruteForce {
  /// Mean over rows of log p(x) for an exact posterior; else of E_q[log p(x | z)] less `kl_weight` times the KL of each
  /// variable, whose mean over the rows counts at least `free_bits`.
  func objective(_ rows: [DataRow]) throws -> Double { try Self.objective(model, parameters, rows) }

  /// The objective and its derivative with respect to every element of every parameter.
  func gradient(_ rows: [DataRow]) throws -> (objective: Double, gradients: Matrices<Double>) {
    let tape = Tape()
    let traced = parameters.mapValues { $0.map { $0.map(tape.variable) } }
    let result = try Self.objective(model, traced, rows)
    let derivatives = tape.derivatives(of: result)
    return (result.value, traced.mapValues { $0.map { $0.map { derivatives[$0.node] } } })
  }

  private static func objective<Number: Scalar>(
    _ model: Model, _ parameters: Matrices<Number>, _ rows: [DataRow]
  ) throws -> Number {
    let factors = BruteFactors(BruteNetwork(model: model, parameters: parameters))
    let tables = try rows.map { try RowTables(factors, $0) }
    func mean(_ terms: [Number]) -> Number { Number.sum(terms).scaled(by: 1 / Double(terms.count)) }
    if case .exact = model.posterior { return mean(tables.map(\.logEvidence)) }
    let kl = tables.map(\.klOfVariables)
    var total = mean(tables.map(\.reconstruction))
    for variable in model.variables.indices {
      let own = mean(kl.map { $0[variable] })
      let counted = own.value < model.objective.freeBits ? Number(model.objective.freeBits) : own
      total = Number.minus(total, counted.scaled(by: model.objective.klWeight))
    }
    return total
  }
}
