import CPURuntime
import Foundation
import TensorGraph
import TensorOps
import Testing

/// Probabilities of distinct rows sum to at most one, so their mean logarithm is at most -ln N (Jensen).
@Suite("Distinct rows")
struct DistinctRowTests {
  /// Parameters times `scale`: 1 is smooth, 12 puts nearly all mass on few rows.
  @Test("of a whole data space sum to one; no exact figure is above -ln N", arguments: StructureCase.all, [1.0, 12])
  func probabilitiesAddUp(_ structure: StructureCase, scale: Double) throws {
    var fixture = try ModelFixture(structure.summed, facts: ModelFixture.facts(), seed: 31, rows: 1)
    fixture.rows = ModelFixture.everyRow(fixture.model)
    for (name, matrix) in fixture.parameters {
      fixture.parameters[name] = matrix.map { $0.map { Double(Float($0 * scale)) } }
    }
    let count = fixture.rows.count
    #expect(count == 96)
    let logs = try results(
      "log_likelihood", Programs.logLikelihood(fixture.model, fixture.table, batchSize: count), fixture)
    let bounds = try results(
      "elbo", Programs.elbo(fixture.model, fixture.table, batchSize: count, samples: 1), fixture)
    #expect(logs.count == count && bounds.count == count)
    let total = logs.map { exp($0) }.reduce(0, +)
    #expect(abs(total - 1) < 1e-4)
    for (bound, evidence) in zip(bounds, logs) { #expect(bound <= evidence + 1e-4 * max(1, abs(evidence))) }
    // Every prefix of the rows is a file of distinct rows too.
    var sum = 0.0
    for (place, value) in logs.enumerated() {
      sum += value
      #expect(sum / Double(place + 1) <= -log(Double(place + 1)) + 1e-4, "\(place + 1) rows")
    }
  }

  private func results(_ name: String, _ graph: Graph, _ fixture: ModelFixture) throws -> [Double] {
    let run = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 1)
    run.executor.run(rows: fixture.rows.count, step: 0)
    return run.result(name, rows: fixture.rows.count).map { Double($0) }
  }
}
