import Checkpoint
import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct ProgressTests {
  @Test func everyEventIsOneLineOfJSON() throws {
    let run = try SyntheticRun()
    let writer = CheckedWriter()
    _ = try TrainingRun(run.request(observer: JSONEvents(writer))).run()
    let lines = writer.text.split(separator: "\n")
    let events = try lines.map { try StrictJSON.read(Array($0.utf8)) }
    let names = events.compactMap { event in if case .string(let name)? = event["event"] { name } else { nil } }
    #expect(names.count == lines.count)
    #expect(names.first == "started" && names.last == "finished")
    #expect(names.filter { $0 == "checkpoint" }.count == 5)
    #expect(names.contains("epoch") && names.contains("evaluation"))
  }

  /// The line may be the only thing another machine ever sees: the file must be there when it is written.
  @Test func aCheckpointIsToldOfWhenItIsThere() throws {
    final class Reader: TrainingObserver {
      let progressInterval: Duration? = nil
      var steps: [Int] = []

      func receive(_ event: TrainingEvent) throws {
        guard case .saved(let step, let path) = event else { return }
        var sources = SourceMap()
        #expect(try loadCheckpoint(path, sources: &sources).step == step)
        steps.append(step)
      }
    }
    let run = try SyntheticRun()
    let reader = Reader()
    _ = try TrainingRun(run.request(observer: reader)).run()
    #expect(reader.steps == [0, 10, 20, 30, 40])
  }

  @Test func anObserverThatFailsEndsTheRun() throws {
    final class Full: TrainingObserver {
      let progressInterval: Duration? = .zero
      func receive(_ event: TrainingEvent) throws {
        if case .progress = event { throw MachineFailure("no space") }
      }
    }
    let run = try SyntheticRun()
    #expect(throws: MachineFailure.self) { _ = try TrainingRun(run.request(observer: Full())).run() }
  }

  @Test func plainLinesElsewhereAndOneLineOnATerminal() throws {
    let run = try SyntheticRun()
    let (plain, terminal) = (CheckedWriter(), CheckedWriter())
    _ = try TrainingRun(run.request("plain", observer: TextProgress(plain, isTerminal: false))).run()
    #expect(plain.text.hasPrefix("training synthetic: 40 steps"))
    #expect(plain.text.contains("step 4: valid  elbo -"))
    #expect(!plain.text.contains("\r"))
    let progress = TextProgress(terminal, isTerminal: true)
    for (step, rate) in [(10, 99.96), (20, 1.0)] {
      try progress.receive(
        .progress(
          TrainingProgress(
            step: step, totalSteps: 40, epoch: 1, stepsPerSecond: rate, secondsLeft: 200, means: Figures())))
    }
    #expect(
      terminal.text.hasPrefix(
        "\rstep 10/40, epoch 2, 100.0 steps/s, 3 min 20 s left\rstep 20/40, epoch 2, 1.0 steps/s, 3 min 20 s left"))
  }

  @Test(arguments: [
    (0.0, "0.000"), (-0.0004, "0.000"), (-0.0005, "-0.001"), (-92.3145, "-92.315"), (1234.5, "1234.500"),
    (.infinity, "inf"), (.nan, "nan"),
  ])
  func fixedPlaces(value: Double, text: String) { #expect(fixed(value, places: 3) == text) }
}
