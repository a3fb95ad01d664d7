import LatentModel

/// Everything a model says about rows, from the definition: a sum over every configuration z of the latents.
///
///     ELBO = sum_z q(z | x) (log p(x | z) + log p(z) - log q(z | x))     log p(x) = log sum_z p(x, z)
///
/// In Double, without tensors, and by nothing but `Model` and the names and rows of parameters.
struct BruteForce {
  let model: Model
  let parameters: Matrices<Double>

  /// Every value of `z`, the last variable fastest; one entry a variable.
  static func configurations(_ model: Model) -> [[Int]] {
    model.variables.reduce([[]]) { list, variable in
      list.flatMap { start in (0..<variable.categories).map { start + [$0] } }
    }
  }

  /// What is known of one row.
  func evaluate(_ row: DataRow) throws -> BruteForceRow {
    let factors = BruteFactors(BruteNetwork(model: model, parameters: parameters))
    return BruteForceRow(model, try RowTables(factors, row))
  }

  /// Logits of each column of a field given z.
  func logits(ofField field: Int, at configuration: [Int]) throws -> [[Double]] {
    try BruteFactors(BruteNetwork(model: model, parameters: parameters)).logits(ofField: field, configuration)
  }
}

/// log p and log q of every configuration for one row.
struct RowTables<Number: Scalar> {
  let configurations: [[Int]]
  /// log p(z_k | ...) by configuration and variable.
  var logPriors: [[Number]] = []
  /// log q(z_k | x, ...) by configuration and variable; empty for an exact posterior.
  var logPosteriors: [[Number]] = []
  /// log p(x | z) by configuration.
  var logLikelihood: [Number] = []
  /// log p(x, z) by configuration.
  var logJoint: [Number] = []
  /// log q(z | x) by configuration; for an exact posterior log p(z | x).
  var logPosterior: [Number] = []
  let logEvidence: Number

  init(_ factors: BruteFactors<Number>, _ cells: DataRow) throws {
    let model = factors.network.model
    configurations = BruteForce.configurations(model)
    let isEncoded = model.encoder.isUsed
    let row = EncodedRow(cells, encoded: isEncoded ? try factors.network.encoded(cells) : [])
    for z in configurations {
      let priors = try z.indices.map { try factors.logPrior($0, z)[z[$0]] }
      let posteriors = try z.indices.compactMap { try factors.logPosterior($0, z, row)?[z[$0]] }
      let likelihood = try factors.logLikelihood(z, row: cells)
      logPriors.append(priors)
      logLikelihood.append(likelihood)
      logJoint.append(Number.sum(priors + [likelihood]))
      if posteriors.isEmpty { continue }
      logPosteriors.append(posteriors)
      logPosterior.append(Number.sum(posteriors))
    }
    let evidence = Number.logSumExp(logJoint)
    logEvidence = evidence
    if logPosteriors.isEmpty { logPosterior = logJoint.map { Number.minus($0, evidence) } }
  }

  /// q(z | x) by configuration.
  var weights: [Number] { logPosterior.map(\.exponential) }

  /// E_q[log p(x | z)].
  var reconstruction: Number { Number.dot(weights, logLikelihood) }

  /// E_q[log q(z_k | ...) - log p(z_k | ...)] of each variable; empty for an exact posterior.
  var klOfVariables: [Number] {
    let weights = weights
    guard let first = logPosteriors.first else { return [] }
    return first.indices.map { variable in
      Number.dot(
        weights, logPosteriors.indices.map { Number.minus(logPosteriors[$0][variable], logPriors[$0][variable]) })
    }
  }
}

/// The figures of one row, in nats.
struct BruteForceRow {
  let configurations: [[Int]]
  /// By configuration.
  let logLikelihood: [Double]
  let logJoint: [Double]
  /// log q(z | x); for an exact posterior log p(z | x).
  let logPosterior: [Double]
  let elbo: Double
  let reconstruction: Double
  let kl: Double
  /// nil for an exact posterior.
  let klOfVariables: [Double]?
  /// log p(x).
  let logEvidence: Double
  /// q(z_k = value | x) by variable and value.
  let marginals: [[Double]]
  /// The likeliest z under q, and its log q; for an exact posterior also the likeliest under p.
  let posteriorMode: (configuration: [Int], logProbability: Double)
  /// The likeliest z under p given x, and its log p(x, z).
  let jointMode: (configuration: [Int], logProbability: Double)

  init(_ model: Model, _ tables: RowTables<Double>) {
    configurations = tables.configurations
    logLikelihood = tables.logLikelihood
    logJoint = tables.logJoint
    logPosterior = tables.logPosterior
    logEvidence = tables.logEvidence
    reconstruction = tables.reconstruction
    let weights = tables.weights
    if case .exact = model.posterior {
      klOfVariables = nil
      kl = reconstruction - tables.logEvidence
    } else {
      klOfVariables = tables.klOfVariables
      kl = tables.klOfVariables.reduce(0, +)
    }
    elbo = reconstruction - kl
    marginals = model.variables.indices.map { variable in
      var sums = Array(repeating: 0.0, count: model.variables[variable].categories)
      for (z, weight) in zip(tables.configurations, weights) { sums[z[variable]] += weight }
      return sums
    }
    posteriorMode = Self.mode(tables.configurations, tables.logPosterior)
    jointMode = Self.mode(tables.configurations, tables.logJoint)
  }

  private static func mode(_ configurations: [[Int]], _ scores: [Double]) -> ([Int], Double) {
    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    return (configurations[best], scores[best])
  }
}
