import CPURuntime
import Datasets
import Foundation
import TensorGraph
import TensorOps
import Testing

/// Thirty binary variables, each the parent of one column: 60 terms a row where the joint has 2^30.
@Suite("Thirty variables, a column each")
struct FactorisedTests {
  @Test("have the log-likelihood and the gradient of thirty small models")
  func sumOfSmallModels() throws {
    let rows = 9
    let fixture = try ModelFixture(Self.spec(count: 30), facts: Self.facts(30), seed: 6, rows: rows)
    // Every parameter of small model k is entry k, or output k, of the large one.
    func part(_ k: Int) -> Matrices<Double> {
      [
        "latents.z.prior.output.bias": [[fixture.parameters["latents.z.prior.output.bias"]?[0][k] ?? .nan]],
        "decoder.fields.bits.output.bias": fixture.parameters["decoder.fields.bits.output.\(k).bias"] ?? [],
        "decoder.fields.bits.output.weight.z": fixture.parameters["decoder.fields.bits.output.\(k).weight.z"] ?? [],
      ]
    }
    let small = try ModelFixture(Self.spec(count: 1), facts: Self.facts(1), seed: 6, rows: 0)
    let models = (0..<30).map { BruteForce(model: small.model, parameters: part($0)) }
    let expected = try fixture.rows.map { row in
      try models.enumerated().reduce(0) { try $0 + $1.element.evaluate([[row[0][$1.offset]]]).logEvidence }
    }
    let run = try GraphRun(
      try Programs.logLikelihood(fixture.model, fixture.table, batchSize: rows), fixture, rows: rows)
    let values = run.result("log_likelihood", rows: rows)
    #expect(values.count == rows)
    for (value, target) in zip(values, expected) { #expect(abs(Double(value) - target) < 1e-5 * abs(target)) }

    let step = try GraphRun(try Programs.gradient(fixture.model, fixture.table, batchSize: rows), fixture, rows: rows)
    for k in 0..<30 {
      let target = try models[k].gradient(fixture.rows.map { [[$0[0][k]]] }).gradients
      let index = try #require(fixture.table.index(of: "decoder.fields.bits.output.\(k).bias"))
      let bias = try #require(target["decoder.fields.bits.output.bias"]?[0][0])
      #expect(abs(-Double(step.store.values(index, in: step.store.gradients)[0]) - bias) < 1e-6)
    }
  }

  private static func spec(count: Int) -> String {
    """
    version: 1
    data: {train: x.csv, fields: {bits: {columns: 0-\(count - 1), type: binary}}}
    latents: {z: {categories: 2, count: \(count)}}
    decoder: {fields: {bits: {parents: [z.each]}}}
    encoder: exact
    training: {steps: 1}
    """
  }

  private static func facts(_ count: Int) -> DataFacts {
    let bits = ModelFixture.facts(bits: count).fields.filter { $0.name == "bits" }
    return DataFacts(fields: bits, trainRows: 20, validRows: nil, testRows: nil)
  }
}

extension GraphRun {
  /// A program of a fixture, run on its rows.
  fileprivate init(_ graph: Graph, _ fixture: ModelFixture, rows: Int) throws {
    try self.init(graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 1)
    executor.run(rows: rows, step: 0)
  }
}
