import ExecutionPlan
import Foundation
import TensorGraph
import Testing

/// What a step costs as a block grows: a Markov block's sum K C^2 and not C^K, an autoregressive block with layers K
/// and not K^2.
@Suite("Cost of a block")
struct BlockCostTests {
  static let sizes = [16, 32, 64, 128]
  static let specs = [
    """
    latents: {z: {categories: 8, count: COUNT, within: markov}}
    encoder: exact
    """,
    """
    latents: {z: {categories: 8, count: COUNT, within: markov}}
    encoder: {layers: [{dense: 32}, relu]}
    objective: {gradient: exact}
    """,
    """
    latents: {z: {categories: 8, count: COUNT, within: autoregressive, prior: {layers: [{dense: 32}, relu]},
      posterior: {layers: [{dense: 32}, relu]}}}
    encoder: {layers: [{dense: 32}, relu]}
    objective: {gradient: {rloo: {samples: 2}}}
    """,
  ]

  /// A step over K variables of eight values, a column each.
  private func plan(_ count: Int, _ spec: String) throws -> Plan {
    let text = """
      version: 1
      data: {train: x.csv, fields: {bits: {columns: 0-\(count - 1), type: binary}}}
      decoder: {fields: {bits: {parents: [z.each]}}}
      training: {steps: 10, batch_size: 32}
      \(spec.replacing("COUNT", with: "\(count)"))
      """
    let facts = ModelFixture.facts(bits: count)
    let bits = facts.fields.filter { $0.name == "bits" }
    let fixture = try ModelFixture(
      text, facts: .init(fields: bits, trainRows: 100, validRows: nil, testRows: nil), seed: 1, rows: 0)
    return try Plan(
      Programs.gradient(fixture.model, fixture.table, batchSize: 32), parameters: fixture.table)
  }

  @Test("operations, bytes, instructions and memory grow with an exponent of at most 1.2", arguments: specs)
  func growth(_ spec: String) throws {
    let plans = try Self.sizes.map { try plan($0, spec) }
    let measures: [(String, (Plan) -> Double)] = [
      ("flops", { $0.flops }), ("bytes", { plan in plan.instructions.reduce(0) { $0 + $1.bytes } }),
      ("instructions", { Double($0.instructions.count) }), ("memory", { Double($0.memoryBytes) }),
    ]
    for (name, measure) in measures {
      let values = plans.map(measure)
      for place in 1..<values.count {
        let exponent = log2(values[place] / values[place - 1])
        #expect(exponent <= 1.2, "\(name) from \(Self.sizes[place - 1]) to \(Self.sizes[place]): \(values)")
      }
      #expect(log2(values[3] / values[0]) / 3 > 0.5, "\(name) must grow with the block: \(values)")
    }
  }
}
