/// Means over the steps of an epoch of what each step reports, every step weighted by its rows. In nats a row.
package struct StepMeans: Sendable, Equatable {
  /// What a step reports: names of results of the gradient program, which may lack some.
  package static let names = ["elbo", "reconstruction", "kl", "objective"]

  package var rows = 0
  /// Sums of value times rows, one a name.
  package var sums = [0.0, 0.0, 0.0, 0.0]

  package init() {}

  package mutating func add(_ values: [Float], rows: Int) {
    self.rows += rows
    for index in sums.indices { sums[index] += Double(values[index]) * Double(rows) }
  }

  /// The means of the names that `isReported`.
  package func figures(_ isReported: [Bool]) -> Figures {
    var figures = Figures()
    for (index, name) in Self.names.enumerated() where isReported[index] && rows > 0 {
      figures[name] = sums[index] / Double(rows)
    }
    return figures
  }
}
