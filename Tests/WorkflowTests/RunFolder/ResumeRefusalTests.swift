import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct ResumeRefusalTests {
  private func refusal(_ run: SyntheticRun, _ overrides: [String] = []) throws -> [Diagnostic] {
    try #require(throws: Refusal.self) {
      _ = try TrainingRun(run.request("run", overrides, mode: .resume))
    }.diagnostics
  }

  @Test(arguments: [
    ("training.seed=4", "training.seed"), ("training.batch_size=17", "training.batch_size"),
    ("latents.style.categories=4", "latents.style.categories"), ("evaluation.seed=1", "evaluation.seed"),
    ("objective.gradient=exact", "objective.gradient"), ("encoder.layers.0={dense: 17}", "dense"),
  ])
  func anotherSpecIsRefusedWithTheDifference(override: String, path: String) throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request()).run()
    let before = try run.bytes("run")
    let findings = try refusal(run, [override])
    #expect(findings.contains { $0.code == "other-spec" && $0.message.contains(path) }, "\(findings)")
    #expect(findings.allSatisfy { $0.span != .none })
    #expect(try run.bytes("run") == before)
  }

  @Test func theSameValueInOtherWordsIsTheSameSpec() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("run", ["training.batch_size=16"])).run()
    try run.write(SyntheticRun.spec.replacingOccurrences(of: "seed: 3", with: "seed: +3"), to: "spec.yaml")
    _ = try TrainingRun(run.request("run", ["training.batch_size=1.6e1", "training.steps=60"], mode: .resume)).run()
  }

  @Test func anotherRowIsRefused() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request()).run()
    try run.writeData(changedRow: 40)
    let findings = try refusal(run)
    #expect(findings.contains { $0.code == "other-data" }, "\(findings)")
  }

  @Test func fewerStepsAreRefused() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request()).run()
    #expect(try refusal(run, ["training.steps=30"]).first?.code == "fewer-steps")
  }

  @Test func aDamagedCheckpointIsRefusedAndThePreviousOneOffered() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("run", ["training.steps=20"])).run()
    let whole = try run.bytes("run")
    let file = run.folder.appendingPathComponent("run/last.safetensors")
    for place in [3, 100, whole.count / 2, whole.count - 3] {
      var bytes = whole
      bytes[place] ^= 1
      try bytes.write(to: file)
      let finding = try #require(try refusal(run).first)
      #expect(finding.message.contains("last.safetensors"))
      #expect(finding.help.contains { $0.contains("run/previous.safetensors` is whole") }, "\(place): \(finding)")
    }
    try whole.dropLast(1).write(to: file)
    #expect(try refusal(run).first?.code == "truncated-checkpoint")
  }

  @Test func aFolderThatIsInUseOrHoldsARunIsRefused() throws {
    let run = try SyntheticRun()
    _ = try withExtendedLifetime(RunFolder(path: run.path("run"), mode: .new)) { _ in
      let taken = #expect(throws: RunFolder.Taken.self) { _ = try RunFolder(path: run.path("run"), mode: .resume) }
      #expect(taken.map { ExitStatus($0) } == .machine)
    }
    try run.write("x", to: "run/metrics.jsonl")
    #expect(throws: Refusal.self) { _ = try RunFolder(path: run.path("run"), mode: .new) }
  }

  @Test func overwriteRemovesTheRunAndNothingElse() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request()).run()
    try run.write("mine", to: "run/notes.txt")
    _ = try RunFolder(path: run.path("run"), mode: .overwrite)
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.path("run")) == ["notes.txt"])
  }

  @Test func latestPointsAtTheNewestRun() throws {
    let run = try SyntheticRun()
    let first = try RunFolder.timestamped(in: run.path("runs/synthetic"), time: "2026-01-01T00-00-00")
    let second = try RunFolder.timestamped(in: run.path("runs/synthetic"), time: "2026-01-01T00-00-00")
    #expect(first.path != second.path)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: run.path("runs/synthetic/latest"))
    #expect(link == "2026-01-01T00-00-00-2")
  }
}
