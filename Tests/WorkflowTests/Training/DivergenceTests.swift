import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct DivergenceTests {
  @Test(arguments: ["adam: {learning_rate: 1e30}", "sgd: {learning_rate: 3e38}", "adam: {learning_rate: 3e38}"])
  func aRateThatIsTooHighStopsWithTheLastCheckpointWhole(optimizer: String) throws {
    let run = try SyntheticRun()
    let overrides = ["training.optimizer={\(optimizer)}"]
    let divergence = try #require(throws: Divergence.self) { _ = try TrainingRun(run.request("run", overrides)).run() }
    #expect(ExitStatus(divergence).rawValue == 4)
    #expect(divergence.diagnostic.message.hasPrefix("step "))
    #expect(divergence.diagnostic.span != .none)
    #expect(!divergence.diagnostic.related.isEmpty)
    var sources = SourceMap()
    let loaded = try loadCheckpoint(run.path("run/last.safetensors"), sources: &sources)
    #expect(loaded.parameters.parameters.buffer.allSatisfy { $0.isFinite })
    #expect(loaded.step % 10 == 0)
  }

  @Test func theCheckpointBeforeIsUntouched() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("good", ["training.steps=10"])).run()
    let before = try run.bytes("good")
    // The same run goes on, with a number in its memory that no step survives.
    let request = try run.request("good", mode: .resume)
    let training = try TrainingRun(request)
    training.trainer.parameters.parameters.base[0] = .infinity
    #expect(throws: Divergence.self) { _ = try training.run() }
    #expect(try run.bytes("good") == before)
  }
}
