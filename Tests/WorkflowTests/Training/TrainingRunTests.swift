import Checkpoint
import Foundation
import Testing

@testable import Workflows

@Suite struct TrainingRunTests {
  @Test func learnsAndReports() throws {
    let run = try SyntheticRun()
    let overrides = [
      "training.steps=300", "training.optimizer={adam: {learning_rate: 1e-2}}", "evaluation.elbo_samples=50",
      "evaluation.importance_samples=50",
    ]
    let figures = try TrainingRun(run.request("run", overrides)).run()
    let start = 12 * log(0.5)
    #expect(try #require(figures["test.elbo"]) > start + 2)
    #expect(try #require(figures["train.elbo"]) > start + 2)
    #expect(try #require(figures["test.importance_bound"]) >= figures["test.elbo"] ?? 0)
    #expect(try #require(figures["test.log_likelihood"]) >= figures["test.elbo"] ?? 0)
    #expect(try #require(figures["test.label_accuracy.group"]) > 0.8)
    #expect(figures["steps"] == 300)
    let summary = try StrictJSON.read(Array(run.bytes("run", "summary.json")))
    #expect(summary["steps"] == .integer(300))
    #expect(summary["test.kl.detail.2"] == .finite(try #require(figures["test.kl.detail.2"])))
  }

  @Test func threadsChangeNoByte() throws {
    let run = try SyntheticRun()
    for threads in 1...3 { _ = try TrainingRun(run.request("run\(threads)", threads: threads)).run() }
    for file in ["last.safetensors", "best.safetensors", "metrics.jsonl"] {
      let first = try run.bytes("run1", file)
      #expect(try run.bytes("run2", file) == first, "\(file)")
      #expect(try run.bytes("run3", file) == first, "\(file)")
    }
  }

  /// The stop comes at a step, at the batch of an evaluation, or at the end, wherever the n-th question falls.
  @Test(arguments: [0, 1, 3, 4, 5, 6, 13, 27, 43, 50])
  func stoppedAndResumedIsTheSameRun(questions: Int) throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("whole")).run()
    let stop = StopAfter(questions)
    #expect(throws: Stopped.self) { _ = try TrainingRun(run.request("cut", stop: stop.signal)).run() }
    _ = try TrainingRun(run.request("cut", mode: .resume)).run()
    for file in ["last.safetensors", "best.safetensors", "metrics.jsonl", "spec.yaml"] {
      #expect(try run.bytes("cut", file) == run.bytes("whole", file), "\(file)")
    }
  }

  @Test func baselinesAndMomentsSurviveAStop() throws {
    let overrides = [
      "objective.gradient={reinforce: {baseline: average}}", "training.optimizer={radam: {}}",
      "training.parts={decoder: {sgd: {learning_rate: 1e-2, momentum: 0.9}}}", "training.gradient_clip=1",
    ]
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("whole", overrides)).run()
    let stop = StopAfter(12)
    #expect(throws: Stopped.self) { _ = try TrainingRun(run.request("cut", overrides, stop: stop.signal)).run() }
    _ = try TrainingRun(run.request("cut", overrides, mode: .resume)).run()
    #expect(try run.bytes("cut") == run.bytes("whole"))
  }

  @Test func moreStepsGoOnAsOneRun() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("whole", ["training.steps=40"])).run()
    _ = try TrainingRun(run.request("grown", ["training.steps=17"])).run()
    _ = try TrainingRun(run.request("grown", ["training.steps=40"], mode: .resume)).run()
    #expect(try run.bytes("grown") == run.bytes("whole"))
    #expect(try run.bytes("grown", "metrics.jsonl") == run.bytes("whole", "metrics.jsonl"))
  }

  /// A metrics file that is longer than its checkpoint knows is what a kill between the two leaves.
  @Test func linesAfterTheCheckpointAreWrittenAgain() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("whole")).run()
    let stop = StopAfter(20)
    #expect(throws: Stopped.self) { _ = try TrainingRun(run.request("cut", stop: stop.signal)).run() }
    let file = try FileHandle(forWritingTo: run.folder.appendingPathComponent("cut/metrics.jsonl"))
    try file.seekToEnd()
    try file.write(contentsOf: Data("{\"event\":\"ep".utf8))
    try file.close()
    _ = try TrainingRun(run.request("cut", mode: .resume)).run()
    #expect(try run.bytes("cut", "metrics.jsonl") == run.bytes("whole", "metrics.jsonl"))
  }

  @Test func patienceEndsTraining() throws {
    let run = try SyntheticRun()
    let overrides = [
      "training.steps=400", "training.patience=2", "training.evaluate_every={steps: 2}",
      "training.optimizer={sgd: {learning_rate: 0}}",
    ]
    let figures = try TrainingRun(run.request("run", overrides)).run()
    // The first evaluation is a gain; a rate of 0 gives no other.
    #expect(figures["steps"] == 6)
    #expect(figures["selected_step"] == 2)
  }
}
