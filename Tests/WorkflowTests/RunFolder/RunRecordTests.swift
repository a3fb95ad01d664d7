import Checkpoint
import Diagnostics
import Testing

@testable import Workflows

@Suite struct RunRecordTests {
  private func record() throws -> RunRecord {
    let run = try SyntheticRun()
    let training = try TrainingRun(run.request("run", ["objective.gradient={reinforce: {baseline: average}}"]))
    _ = try training.run()
    var record = RunRecord(training.trainer)
    record.epoch.rows = 3
    record.epoch.sums = [0.1, -1e300, .leastNonzeroMagnitude, 0]
    record.lastEpoch = record.epoch
    record.best = RunRecord.Best(value: -1.0 / 3, step: 20)
    record.metricsBytes = 77
    return record
  }

  @Test func comesBackToTheBit() throws {
    let record = try record()
    #expect(record.baselines.count == 2)
    #expect(try RunRecord(StrictJSON.read(Array(record.json.compactText.utf8))) == record)
  }

  /// Every member taken away, and every one made something else, is noticed.
  @Test func damageIsNoticed() throws {
    guard case .object(let members) = try record().json else {
      Issue.record("the record is no object")
      return
    }
    for index in members.indices {
      var less = members
      less.remove(at: index)
      #expect(RunRecord(.object(less)) == nil, "without \(members[index].key)")
      var other = members
      other[index].value = "x"
      #expect(RunRecord(.object(other)) == nil, "\(members[index].key) is text")
    }
    #expect(RunRecord(.null) == nil)
  }
}
