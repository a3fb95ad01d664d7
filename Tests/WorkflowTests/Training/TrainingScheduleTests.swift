import Diagnostics
import ModelSpec
import Testing

@testable import Workflows

@Suite struct TrainingScheduleTests {
  private func schedule(_ overrides: [String], rows: Int) throws -> TrainingSchedule {
    try TrainingSchedule(SyntheticRun().prepare(overrides).spec.training, rows: rows)
  }

  @Test func aShortLastBatchIsUsed() throws {
    let schedule = try schedule(["training.batch_size=16"], rows: 50)
    #expect(schedule.stepsPerEpoch == 4)
    #expect(schedule.positions(after: 2) == 32..<48)
    #expect(schedule.positions(after: 3) == 48..<50)
    #expect(schedule.positions(after: 4) == 0..<16)
    #expect(schedule.epoch(after: 3) == 0)
    #expect(schedule.epoch(after: 4) == 1)
    #expect(schedule.isEpochEnd(4) && !schedule.isEpochEnd(0) && !schedule.isEpochEnd(5))
  }

  @Test(arguments: ["training.batch_size=all", "training.batch_size=1000"])
  func allRowsAreOneStep(override: String) throws {
    let schedule = try schedule([override], rows: 50)
    #expect(schedule.batchSize == 50)
    #expect(schedule.stepsPerEpoch == 1)
    #expect(schedule.positions(after: 7) == 0..<50)
  }

  @Test func epochsAndIntervalsAreCountedInSteps() throws {
    let schedule = try schedule(
      ["training={epochs: 3, batch_size: 20, evaluate_every: {epochs: 2}, checkpoint_every: {steps: 4}}"], rows: 50)
    #expect(schedule.totalSteps == 9)
    #expect((0...9).filter(schedule.isEvaluationDue) == [6])
    #expect((0...9).filter(schedule.isCheckpointDue) == [0, 4, 8, 9])
  }

  @Test(arguments: ["{epochs: 1000000000, batch_size: 1}", "{steps: 4294967295}"])
  func moreStepsThanCanBeAddressedAreRefused(training: String) throws {
    let refusal = try #require(throws: Refusal.self) { _ = try schedule(["training=\(training)"], rows: 50) }
    #expect(refusal.diagnostics.map(\.code) == ["too-many-steps"])
  }

  @Test func anIntervalPastTheEndNeverComes() throws {
    let schedule = try schedule(["training.evaluate_every={epochs: 1000000000}"], rows: 50)
    #expect((0...40).allSatisfy { !schedule.isEvaluationDue($0) })
  }
}
