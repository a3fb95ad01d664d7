import CPURuntime
import Foundation
import TensorGraph
import TensorOps
import Testing

/// A latent of one category says nothing: x is then bits and words that depend on nothing.
@Suite("A latent of one category")
struct OneCategoryTests {
  static let objectives = [
    "encoder: exact", "objective: {gradient: exact}", "objective: {gradient: {rloo: {samples: 2}}}",
    "objective: {gradient: {reinforce: {samples: 1, baseline: none}}}",
  ]

  /// log p(x) = sum_d log p_d(x_d), by hand from the output's bias and the one row of weights; d log p / d bias_d is
  /// the cell less its probability, 0 where it is missing.
  @Test("is the independent model: log p(x), its bound, the gradient of the decoder's bias", arguments: objectives)
  func equalsIndependentColumns(_ objective: String) throws {
    let text = StructureCase.head + "latents: {z: {categories: 1}}\n\(objective)\n"
    let facts = ModelFixture.facts(bits: 3, categories: [3, 4], missing: true)
    let fixture = try ModelFixture(text, facts: facts, seed: 8, rows: 12)
    let missing = fixture.rows.joined().joined().filter(\.isNaN)
    #expect(!missing.isEmpty)
    let hand = fixture.rows.map { IndependentRow($0, fixture.parameters) }
    for (graph, name) in [
      (try Programs.logLikelihood(fixture.model, fixture.table, batchSize: 12), "log_likelihood"),
      (try Programs.elbo(fixture.model, fixture.table, batchSize: 12, samples: 1), "elbo"),
    ] {
      let values = try run(graph, fixture).result(name, rows: 12)
      #expect(values.count == 12)
      for (value, row) in zip(values, hand) { #expect(abs(Double(value) - row.logProbability) <= 1e-5, "\(name)") }
    }
    let run = try run(Programs.gradient(fixture.model, fixture.table, batchSize: 12), fixture)
    for (field, name) in ["bits", "words"].enumerated() {
      let index = try #require(fixture.table.index(of: "decoder.fields.\(name).output.bias"))
      let gradient = run.store.values(index, in: run.store.gradients)
      let expected = hand.map { $0.gradients[field] }
      #expect(gradient.count == expected[0].count)
      for place in gradient.indices {
        let mean = expected.reduce(0) { $0 + $1[place] } / 12
        #expect(abs(-Double(gradient[place]) - mean) <= 1e-6, "\(name)[\(place)]")
      }
    }
  }

  private func run(_ graph: Graph, _ fixture: ModelFixture) throws -> GraphRun {
    let run = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 4)
    run.executor.run(rows: fixture.rows.count, step: 0)
    return run
  }
}

/// One row under independent columns: bits, then words of three and four values.
private struct IndependentRow {
  var logProbability = 0.0
  /// d log p / d bias of each field.
  var gradients: [[Double]] = [[], []]

  init(_ row: DataRow, _ parameters: Matrices<Double>) {
    func logits(_ field: String) -> [Double] {
      let weights = parameters["decoder.fields.\(field).output.weight.z"]?.first
      let bias = parameters["decoder.fields.\(field).output.bias"]?.first ?? []
      return bias.indices.map { bias[$0] + (weights?[$0] ?? 0) }
    }
    for (cell, logit) in zip(row[0], logits("bits")) {
      let on = 1 / (1 + exp(-logit))
      gradients[0].append(cell.isNaN ? 0 : cell - on)
      if !cell.isNaN { logProbability += log(cell == 1 ? on : 1 - on) }
    }
    var rest = logits("words")[...]
    for (cell, width) in zip(row[1], [3, 4]) {
      let weights = rest.prefix(width).map { exp($0) }
      rest = rest.dropFirst(width)
      let probabilities = weights.map { $0 / weights.reduce(0, +) }
      gradients[1] += probabilities.indices.map { cell.isNaN ? 0 : (Double($0) == cell ? 1 : 0) - probabilities[$0] }
      if !cell.isNaN { logProbability += log(probabilities[Int(cell)]) }
    }
  }
}
