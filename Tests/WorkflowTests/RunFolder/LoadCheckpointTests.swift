import Checkpoint
import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct LoadCheckpointTests {
  @Test func holdsWhatWasTrained() throws {
    let run = try SyntheticRun()
    let training = try TrainingRun(run.request("run", ["name=other"]))
    _ = try training.run()
    var sources = SourceMap()
    let loaded = try loadCheckpoint(run.path("run/last.safetensors"), sources: &sources)
    #expect(loaded.step == 40)
    #expect(loaded.spec.name.value == "other")
    #expect(loaded.identity.overrides == ["name=other"])
    #expect(loaded.table == training.trainer.parameters.table)
    #expect(Array(loaded.parameters.parameters.buffer) == Array(training.trainer.parameters.parameters.buffer))
    #expect(loaded.metadata["tool_version"] == "\(Version.tool)")
  }

  /// No time, no path and nothing of the machine: two runs elsewhere give the same bytes.
  @Test func knowsNothingOfWhereItWasMade() throws {
    let (first, second) = (try SyntheticRun(), try SyntheticRun())
    _ = try TrainingRun(first.request("a")).run()
    _ = try TrainingRun(second.request("b")).run()
    #expect(try first.bytes("a") == second.bytes("b"))
    let text = String(decoding: try first.bytes("a"), as: UTF8.self)
    #expect(!text.contains(first.folder.lastPathComponent))
  }

  /// A whole file whose parts do not fit together is refused, not half used.
  @Test(arguments: ["spec", "data_facts", "training", "overrides", "data_fingerprint"])
  func stringsThatDoNotFitAreRefused(key: String) throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("run", ["training.steps=1"])).run()
    let path = run.path("run/last.safetensors")
    let whole = try TensorFile.read(path)
    var sources = SourceMap()
    var file = whole
    file.metadata.removeAll { $0.key == key }
    try file.write(to: path)
    #expect(throws: Refusal.self) { _ = try loadCheckpoint(path, sources: &sources) }
    guard key != "data_fingerprint" else { return }
    file.metadata.append((key, "{\"x\": [1, 2"))
    try file.write(to: path)
    #expect(throws: Refusal.self) { _ = try loadCheckpoint(path, sources: &sources) }
  }

  @Test func tensorsThatDoNotFitAreRefused() throws {
    let run = try SyntheticRun()
    _ = try TrainingRun(run.request("run", ["training.steps=1"])).run()
    let path = run.path("run/last.safetensors")
    let whole = try TensorFile.read(path)
    let first = try #require(whole.tensors.first)
    let count = try #require(first.floats).count
    let spoiled: [TensorFile.Tensor?] = [
      nil, try TensorFile.Tensor(name: first.name, shape: [count, 1, 1], floats: Array(repeating: 0, count: count)),
      try TensorFile.Tensor(name: first.name, shape: first.shape, floats: Array(repeating: .nan, count: count)),
    ]
    for tensor in spoiled {
      var file = whole
      if let tensor { file.tensors[0] = tensor } else { file.tensors.removeFirst() }
      try file.write(to: path)
      var sources = SourceMap()
      let refusal = try #require(throws: Refusal.self) { _ = try loadCheckpoint(path, sources: &sources) }
      #expect(refusal.diagnostics.contains { $0.message.contains(first.name) })
    }
  }
}
