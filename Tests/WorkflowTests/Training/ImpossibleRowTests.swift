import Diagnostics
import Testing

@testable import Workflows

@Suite struct ImpossibleRowTests {
  /// Two bits that the decoder never sets: a row with both has log p(x) = -6e38, which no Float holds.
  @Test func isNamedAndSpoilsNoParameter() throws {
    let run = try SyntheticRun()
    let overrides = ["encoder=exact", "objective={}", "decoder={}", "training.batch_size=all"]
    let training = try TrainingRun(run.request("run", overrides))
    let parameters = training.trainer.parameters
    let bias = try #require(parameters.table.index(of: "decoder.fields.bits.output.bias"))
    let values = parameters.values(bias, in: parameters.parameters)
    (values[0], values[1]) = (-3e38, -3e38)
    let before = Array(parameters.parameters.buffer)
    let divergence = try #require(throws: Divergence.self) { try training.trainer.takeStep() }
    let data = try run.prepare(overrides).dataset.train
    let first = try #require(
      (0..<data.rowCount).first { row in
        let number = Int(data.rowNumbers[row])
        return [0, 1].allSatisfy { SyntheticRun.bit(row: number, column: $0) == 1 }
      })
    #expect(
      divergence.diagnostic.message.contains("at row \(data.rowNumbers[first] + 1) of the data"),
      "\(divergence.diagnostic.message)")
    #expect(Array(parameters.parameters.buffer) == before)
  }
}
