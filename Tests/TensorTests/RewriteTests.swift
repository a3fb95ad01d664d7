import Datasets
import Testing
import TensorGraph
import TensorOps

@Suite("Rewrites")
struct RewriteTests {
  private static let rows = 6

  /// Facts whose bits are mostly 0, so that products of them skip zeros.
  private static func facts(missing: Bool) -> DataFacts {
    var facts = ModelFixture.facts(missing: missing)
    for column in facts.fields[0].columns.indices { facts.fields[0].columns[column].frequencies = [0.9, 0.1] }
    return facts
  }

  @Test("change no result of a structure", arguments: StructureCase.all, Rewrite.allCases)
  func structures(_ structure: StructureCase, _ rewrite: Rewrite) throws {
    let facts = Self.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.text, facts: facts, seed: 3, rows: Self.rows)
    try compare(fixture, rewrite, rows: Self.rows)
  }

  @Test("change no result of a random model", arguments: UInt64(0)..<40)
  func randomModels(_ seed: UInt64) throws {
    let fixture = try ModelFixture(RandomModel(seed: seed))
    for rewrite in Rewrite.allCases { try compare(fixture, rewrite, rows: fixture.rows.count) }
  }

  /// A rewrite that no structure uses would be tested by nothing.
  @Test("are all used by some structure", arguments: Rewrite.allCases)
  func isUsed(_ rewrite: Rewrite) throws {
    let counts = try StructureCase.all.map { structure -> Int in
      let fixture = try ModelFixture(structure.text, facts: Self.facts(missing: false), seed: 3, rows: Self.rows)
      let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
      return graph.rewrites.first { $0.name == rewrite.rawValue }?.count ?? 0
    }
    #expect(counts.contains { $0 > 0 })
  }

  private func compare(_ fixture: ModelFixture, _ rewrite: Rewrite, rows: Int) throws {
    let on = try Programs.gradient(fixture.model, fixture.table, batchSize: rows)
    let off = try Programs.gradient(fixture.model, fixture.table, batchSize: rows, without: [rewrite])
    #expect(!off.rewrites.contains { $0.name == rewrite.rawValue })
    let runs = try [on, off].map { graph in
      let run = try GraphRun(graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 7)
      run.executor.run(rows: rows, step: 1)
      return run
    }
    #expect(Set(on.outputs.map(\.name)) == Set(off.outputs.map(\.name)))
    for output in on.outputs {
      let results = runs.map { $0.result(output.name, rows: rows) }
      let largest = results[0].map(abs).max() ?? 0
      for (left, right) in zip(results[0], results[1]) {
        let isEqual = rewrite.keepsBits ? left == right : abs(left - right) <= 1e-5 * max(largest, 1e-3)
        #expect(isEqual, "\(rewrite.rawValue) \(output.name): \(left), \(right)")
      }
    }
  }
}
