/// What several seeds say of one figure.
package struct SeedMean: Sendable, Equatable {
  /// Number of values.
  package var count: Int
  package var mean: Double
  /// Of the mean: the standard deviation of the values (with n - 1) over the root of n; nil for one value.
  package var standardError: Double?

  /// nil without a value. Values are added in the order given.
  package init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    count = values.count
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    self.mean = mean
    guard values.count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = (squares / (n - 1)).squareRoot() / n.squareRoot()
  }
}

/// How a cell differs from the baseline in one figure: differences are taken seed by seed, so what both share (the
/// rows' order, the starting values of shared parts) cancels.
package struct PairedDifference: Sendable, Equatable {
  /// Seeds that both have.
  package var count: Int
  /// Mean of value minus baseline.
  package var mean: Double
  /// Half the width of the 95 % confidence interval of the mean, by Student's t with n - 1 degrees of freedom; nil for
  /// one seed.
  package var halfWidth: Double?

  /// Pairs of a value and the baseline's of the same seed; nil without one.
  package init?(_ pairs: [(value: Double, baseline: Double)]) {
    guard let mean = SeedMean(pairs.map { $0.value - $0.baseline }) else { return nil }
    count = mean.count
    self.mean = mean.mean
    if let error = mean.standardError, let t = StudentT.quantile(0.975, degreesOfFreedom: mean.count - 1) {
      halfWidth = t * error
    }
  }

  /// Lower and upper end of the interval.
  package var interval: (low: Double, high: Double)? { halfWidth.map { (mean - $0, mean + $0) } }
}
