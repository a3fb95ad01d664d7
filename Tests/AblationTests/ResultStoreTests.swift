import Ablation
import Diagnostics
import Foundation
import Testing

/// A results file in a folder of its own.
private struct StoreFile {
  let path: String
  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dvae-results-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "results.sqlite").path
  }
  func remove() { try? FileManager.default.removeItem(atPath: URL(filePath: path).deletingLastPathComponent().path) }
}

private func result(_ hash: String, _ seed: UInt64, _ value: Double?) -> RunResult {
  RunResult(
    specHash: hash, seed: seed, planHash: "p", dataFingerprint: "facts:1 train:2", evaluation: "evaluation.seed=0",
    version: "0", machine: "m", figures: [("test.elbo", value), ("seconds", 1.5)])
}

@Suite("Results file")
struct ResultStoreTests {
  @Test func comesBackToTheLastDigit() throws {
    let file = try StoreFile()
    defer { file.remove() }
    let numbers = [-24.864123456789013, .leastNonzeroMagnitude, 1.7976931348623157e308, 0.1 + 0.2]
    let runs = numbers.enumerated().map { result("h", UInt64.max - UInt64($0), $1) } + [result("h", 3, nil)]
    let metrics = [
      StepMetric(step: 10, name: "train.elbo", value: 0.1), StepMetric(step: 10, name: "valid.elbo", value: nil),
      StepMetric(step: 9, name: "train.elbo", value: -0.0),
    ]
    let store = try ResultStore(path: file.path)
    try store.add(runs.map { ($0, metrics) })
    let again = try ResultStore(path: file.path)
    #expect(try again.results() == runs)
    let read = try again.metrics(of: runs[0].key)
    #expect(read.map(\.step) == [9, 10, 10])
    #expect(read.last?.value == nil && read[1].value == 0.1)
  }

  @Test func aRunTakesThePlaceOfItself() throws {
    let file = try StoreFile()
    defer { file.remove() }
    let store = try ResultStore(path: file.path)
    try store.add([(result("h", 1, 1), [StepMetric(step: 1, name: "a", value: 1)]), (result("h", 2, 2), [])])
    var failed = result("h", 1, 1)
    failed.failure = "step 3"
    failed.figures = []
    try store.add([(failed, [])])
    #expect(try store.results() == [result("h", 2, 2), failed])
    #expect(try store.metrics(of: failed.key) == [])
  }

  /// Sixteen connections write at once; every run is there, whole.
  @Test func severalWriters() async throws {
    let file = try StoreFile()
    defer { file.remove() }
    let path = file.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<16 {
        group.addTask {
          let store = try ResultStore(path: path)
          for run in 0..<5 {
            let metrics = (0..<20).map { StepMetric(step: $0, name: "train.elbo", value: Double(run)) }
            try store.add([(result("h\(writer)", UInt64(run), Double(writer)), metrics)])
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try ResultStore(path: path)
    let results = try store.results()
    #expect(results.count == 80 && Set(results.map(\.key)).count == 80)
    for result in results {
      #expect(result.figure("test.elbo") == Double(result.specHash.dropFirst()))
      #expect(try store.metrics(of: result.key).count == 20)
    }
  }

  @Test func whatIsNoResultsFileIsRefused() throws {
    let file = try StoreFile()
    defer { file.remove() }
    try String(repeating: "no database\n", count: 1000).write(toFile: file.path, atomically: true, encoding: .utf8)
    let refusal = #expect(throws: Refusal.self) { try ResultStore(path: file.path) }
    #expect(refusal?.diagnostics.map(\.code) == ["not-results"])
    #expect(throws: MachineFailure.self) { try ResultStore(path: "/nonexistent/folder/results.sqlite") }
  }

  @Test func resultAsJSON() throws {
    let run = result("h", UInt64.max, -24.864123456789013)
    #expect(RunResult(run.json) == run)
    var failed = result("h", 1, nil)
    failed.failure = "it diverged"
    #expect(RunResult(failed.json) == failed)
    #expect(RunResult(["version": 2]) == nil)
  }

  @Test func differencesAreNamed() {
    func codes(_ data: String, _ evaluation: String) -> [String] {
      Comparability.differences(
        from: [result("h", 1, 1), result("h", 2, 1)], dataFingerprint: data, evaluation: evaluation, file: "f",
        at: .none
      ).map(\.message)
    }
    #expect(codes("facts:1 train:2", "evaluation.seed=0") == [])
    let other = codes("facts:1 train:3 test:4", "evaluation.seed=0")
    #expect(other.count == 2 && other[0].contains("train rows were others") && other[1].contains("had no test rows"))
    let settings = codes("facts:1 train:2", "evaluation.seed=1")
    #expect(settings.count == 1 && settings[0].contains("`evaluation.seed` was 0 and is 1 now"))
  }
}
