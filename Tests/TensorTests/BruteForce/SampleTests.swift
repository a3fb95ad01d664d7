import CPURuntime
import Foundation
import LatentModel
import TensorGraph
import TensorOps
import Testing

/// Rows drawn from p(z) p(x | z) by the programs `sample` runs, against p(x) by enumeration in Double.
@Suite("Samples")
struct SampleTests {
  static let structures =
    StructureCase.all + [
      StructureCase(
        "markov chain, a share of it each field",
        """
        latents: {z: {categories: 3, count: 4, within: markov}}
        encoder: exact
        decoder: {fields: {bits: {parents: [z.each]}, words: {parents: [z.0, z.3]}}}

        """),
      StructureCase(
        "three levels, the prior with layers",
        """
        latents:
          top: {categories: 2, prior: {fixed: [0.8, 0.2]}}
          middle: {categories: 3, count: 2, parents: [top], prior: {layers: [{dense: 5}, tanh]}}
          low: {categories: 2, count: 2, parents: [middle.each], within: autoregressive}
        decoder: {parents: [low], layers: [{dense: 6}, relu]}

        """),
    ]

  /// Counts of all 96 rows by Pearson's statistic (mean 95, deviation 14: the bound is six deviations up), frequencies
  /// of each column's values within five standard errors.
  @Test("have the model's own distribution", arguments: structures)
  func frequencies(_ structure: StructureCase) throws {
    let draws = 30_000
    let fixture = try ModelFixture(structure.text, facts: ModelFixture.facts(), seed: 13, rows: 1)
    let space = ModelFixture.everyRow(fixture.model)
    let probabilities = try rowProbabilities(space, fixture)
    let total = probabilities.reduce(0, +)
    #expect(abs(total - 1) < 1e-9)
    let cells = try SampleRun(fixture, batch: 500).draw(draws)
    let places = Dictionary(uniqueKeysWithValues: space.enumerated().map { (Array($1.joined()), $0) })
    var counts = Array(repeating: 0.0, count: space.count)
    for row in cells { counts[try #require(places[row])] += 1 }

    let statistic = zip(counts, probabilities).reduce(0) { sum, pair in
      let expected = Double(draws) * pair.1
      return sum + (pair.0 - expected) * (pair.0 - expected) / expected
    }
    #expect(statistic < 95 + 6 * 14, "Pearson's statistic of 96 rows")
    for column in 0..<6 {
      for value in 0..<3 {
        let isHit = space.map { Array($0.joined())[column] == Double(value) }
        let share = zip(isHit, probabilities).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
        let frequency = zip(isHit, counts).reduce(0) { $0 + ($1.0 ? $1.1 : 0) } / Double(draws)
        let error = (share * (1 - share) / Double(draws)).squareRoot()
        #expect(abs(frequency - share) <= 5 * error, "column \(column), value \(value): \(frequency), \(share)")
      }
    }
  }

  /// p(x) of each row: a sum over every z.
  private func rowProbabilities(_ rows: [DataRow], _ fixture: ModelFixture) throws -> [Double] {
    let factors = BruteFactors<Double>(BruteNetwork(model: fixture.model, parameters: fixture.parameters))
    let configurations = BruteForce.configurations(fixture.model)
    let priors = try configurations.map { z in try z.indices.reduce(0) { try $0 + factors.logPrior($1, z)[z[$1]] } }
    return try rows.map { row in
      try zip(configurations, priors).reduce(0) {
        try $0 + exp($1.1 + factors.logLikelihood($1.0, row: row))
      }
    }
  }
}

/// `priorSample`, its latents fed to `decode`, batch by batch.
private struct SampleRun {
  let fixture: ModelFixture
  let batch: Int
  let prior: GraphRun
  let decoder: GraphRun

  init(_ fixture: ModelFixture, batch: Int) throws {
    (self.fixture, self.batch) = (fixture, batch)
    func run(_ graph: Graph) throws -> GraphRun {
      let parameters = fixture.fill(graph).filter { graph[$0.key].operation is Parameter }
      return try GraphRun(graph, table: fixture.table, given: parameters, kernels: nil, threads: 1, seed: 77)
    }
    prior = try run(Programs.priorSample(fixture.model, fixture.table, batchSize: batch))
    decoder = try run(Programs.decode(fixture.model, fixture.table, batchSize: batch))
  }

  /// Cells of all columns of `count` rows.
  func draw(_ count: Int) throws -> [[Double]] {
    var rows: [[Double]] = []
    while rows.count < count {
      for row in 0..<batch {
        prior.executor.rowNumbers[row] = UInt32(rows.count + row)
        decoder.executor.rowNumbers[row] = UInt32(rows.count + row)
      }
      prior.executor.run(rows: batch, step: 0)
      for block in fixture.model.blocks {
        let values = prior.result("latents.\(block.name)", rows: batch)
        guard let input = decoder.executor.input("latents.\(block.name)") else { continue }
        for (place, value) in values.enumerated() {
          let columns = block.variables.count
          input.base[place / columns * input.pitch + place % columns] = value
        }
      }
      decoder.executor.run(rows: batch, step: 0)
      let fields = fixture.model.fields.map { (decoder.result("draw.\($0.name)", rows: batch), $0.columns.count) }
      rows += (0..<batch).map { row in
        fields.flatMap { values, columns in values[row * columns..<(row + 1) * columns].map { Double($0) } }
      }
    }
    return rows
  }
}
