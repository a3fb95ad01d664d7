import Datasets
import Diagnostics
import LatentModel
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

  @Test("change no result of a structure", arguments: StructureCase.all, Rewrite.ofGraphs)
  func structures(_ structure: StructureCase, _ rewrite: Rewrite) throws {
    let facts = Self.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.text, facts: facts, seed: 3, rows: Self.rows)
    try compare(fixture, [rewrite])
  }

  @Test("change no result of a random model", arguments: UInt64(0)..<40)
  func randomModels(_ seed: UInt64) throws {
    let fixture = try ModelFixture(RandomModel(seed: seed))
    for rewrite in Rewrite.ofGraphs { try compare(fixture, [rewrite]) }
  }

  /// Tables over twelve axes, most of which a table of the chain lacks.
  @Test(
    "change no result of a chain that is summed at once",
    arguments: ["objective: {gradient: exact}", "objective: {gradient: exact, free_bits: 0.02}", "encoder: exact"])
  func longChain(_ sums: String) throws {
    let text =
      StructureCase.head + "latents: {z: {categories: 2, count: 12, within: markov}}\n"
      + "decoder: {fields: {bits: {parents: [z.2, z.11]}, words: {parents: [z.5]}}}\n\(sums)\n"
    let fixture = try ModelFixture(text, facts: Self.facts(missing: false), seed: 8, rows: Self.rows)
    try compare(fixture, [.eliminateVariables])
  }

  @Test("refuse to sum over more configurations than the limit allows")
  func tooManyConfigurations() throws {
    let text =
      StructureCase.head
      + "latents: {z: {categories: 2, count: 70, within: markov}, w: {categories: 3, gradient: rloo}}\n"
      + "decoder: {fields: {bits: {parents: [z.69]}, words: {parents: [w]}}}\n"
    let fixture = try ModelFixture(text, facts: Self.facts(missing: false), seed: 8, rows: Self.rows)
    #expect(fixture.model.blocks[0].gradient.estimator == .exact)
    _ = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
    let refusal = try #require(throws: Refusal.self) {
      _ = try Programs.gradient(
        fixture.model, fixture.table, batchSize: Self.rows, without: [.eliminateVariables])
    }
    #expect(refusal.diagnostics.map(\.code) == ["enumeration-over-budget"])
    #expect(refusal.diagnostics[0].message.contains("10^21 configurations"), "\(refusal.diagnostics[0].message)")
  }

  /// A rewrite that no structure uses would be tested by nothing.
  @Test("are all used by some structure", arguments: Rewrite.ofGraphs)
  func isUsed(_ rewrite: Rewrite) throws {
    let counts = try StructureCase.all.map { structure -> Int in
      let fixture = try ModelFixture(structure.text, facts: Self.facts(missing: false), seed: 3, rows: Self.rows)
      let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
      return graph.rewrites.first { $0.name == rewrite.rawValue }?.count ?? 0
    }
    #expect(counts.contains { $0 > 0 })
  }

  /// The graph as the model is lowered plainly, on structures and random models.
  @Test("change no result all together", arguments: UInt64(0)..<40)
  func allTogether(_ seed: UInt64) throws {
    try compare(ModelFixture(RandomModel(seed: seed)), Set(Rewrite.ofGraphs))
    guard let structure = StructureCase.all.dropFirst(Int(seed)).first else { return }
    let facts = Self.facts(missing: structure.missing)
    try compare(ModelFixture(structure.text, facts: facts, seed: 3, rows: Self.rows), Set(Rewrite.ofGraphs))
  }

  private func compare(_ fixture: ModelFixture, _ rewrites: Set<Rewrite>) throws {
    let rows = fixture.rows.count
    let on = try Programs.gradient(fixture.model, fixture.table, batchSize: rows)
    let off = try Programs.gradient(fixture.model, fixture.table, batchSize: rows, without: rewrites)
    #expect(!off.rewrites.contains { name in rewrites.contains { $0.rawValue == name.name } })
    let keepsBits = rewrites.allSatisfy(\.keepsBits)
    let leastScale = rewrites.map(\.leastScale).max() ?? 0
    let runs = try [on, off].map { graph in
      let run = try GraphRun(graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 7)
      run.executor.run(rows: rows, step: 1)
      return run
    }
    #expect(Set(on.outputs.map(\.name)) == Set(off.outputs.map(\.name)))
    for output in on.outputs {
      let results = runs.map { $0.result(output.name, rows: rows) }
      let largest = max(results[0].map(abs).max() ?? 0, leastScale)
      for (left, right) in zip(results[0], results[1]) {
        let isEqual = keepsBits ? left == right : abs(left - right) <= 1e-5 * largest
        #expect(isEqual, "\(rewrites.map(\.rawValue)) \(output.name): \(left), \(right)")
      }
    }
  }
}

extension Rewrite {
  /// Results below this are compared as if they were as large. All configurations at once add up terms that elimination
  /// leaves out because they are zero in sum, and weights are as exact as the log-probability of a configuration: of a
  /// gradient far below the terms it sums there is only their rounding.
  fileprivate var leastScale: Float { self == .eliminateVariables ? 5e-2 : 1e-3 }
}
