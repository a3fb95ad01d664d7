import CPURuntime
import DeterministicMath
import LatentModel

/// How the variables are used over a split, from the marginals q(z_k | x) of each row: the mean posterior and the mean
/// entropy of every variable.
struct UsageSums {
  private let model: Model
  private let marginals: [ResultColumns?]
  private var means: [[FixedPointSum]]
  private var entropies: [FixedPointSum]

  /// Reads the results `marginal.<variable>` of an ELBO program.
  init(_ executor: Executor, _ model: Model) {
    self.model = model
    marginals = model.variables.map { ResultColumns("marginal.\($0.name)", of: executor) }
    means = marginals.map { Array(repeating: FixedPointSum(), count: $0?.columns ?? 0) }
    entropies = marginals.map { _ in FixedPointSum() }
  }

  /// Adds the rows of the last batch.
  mutating func add(rows: Int) {
    for (index, marginal) in marginals.enumerated() {
      guard let marginal else { continue }
      for row in 0..<rows {
        var entropy = 0.0
        for column in 0..<marginal.columns {
          let probability = marginal[row, column]
          means[index][column].add(probability)
          entropy += Self.entropyTerm(probability)
        }
        entropies[index].add(entropy)
      }
    }
  }

  /// `usage_perplexity.<variable>`: exp of the entropy of the mean posterior, from 1 to the number of categories.
  /// `mutual_information.<variable>`: I(x; z_k) in nats under q, the mean KL of q(z_k | x) from the mean posterior.
  var figures: Figures {
    var figures = Figures()
    for (index, variable) in model.variables.enumerated() where marginals[index] != nil {
      figures["usage_perplexity.\(variable.name)"] = meanEntropy(index).map { DeterministicMath.exp($0) }
    }
    for (index, variable) in model.variables.enumerated() where marginals[index] != nil {
      guard let whole = meanEntropy(index), let part = entropies[index].mean else { continue }
      figures["mutual_information.\(variable.name)"] = max(0, whole - part)
    }
    return figures
  }

  /// Entropy of the mean posterior, nats.
  private func meanEntropy(_ index: Int) -> Double? {
    var entropy = 0.0
    for sum in means[index] {
      guard let mean = sum.mean else { return nil }
      entropy += Self.entropyTerm(mean)
    }
    return entropy
  }

  /// -p log p, 0 at 0.
  private static func entropyTerm(_ probability: Double) -> Double {
    probability == 0 ? 0 : -probability * DeterministicMath.log(probability)
  }
}
