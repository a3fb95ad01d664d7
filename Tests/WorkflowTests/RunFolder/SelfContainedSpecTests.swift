import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct SelfContainedSpecTests {
  /// The spec in a run folder reads as the spec that was trained, overrides included, and finds the same data.
  @Test func readsAsTheSameSpec() throws {
    let run = try SyntheticRun(
      spec: SyntheticRun.spec
        + "\nx-note: {a: [], b: {}, c: 'no # comment', d: \"line\\nbreak\", \"odd: key\": '', e: }\n")
    let overrides = ["training.steps=3", "latents.detail.parents=[]", "decoder.layers=[{dense: 8}, tanh]"]
    _ = try TrainingRun(run.request("deep/er/run", overrides)).run()
    let session = Session(currentDirectory: run.path("deep/er/run"), output: CheckedWriter(), errors: CheckedWriter())
    let copy = try Pipeline().prepare(SpecRequest(target: "spec.yaml"), in: session)
    let original = try run.prepare(overrides)
    let (left, right) = (SpecSettings(copy.source.reading.root), SpecSettings(original.source.reading.root))
    #expect(left.paths == right.paths)
    for path in left.paths where path != "data.train" { #expect(left[path]?.text == right[path]?.text, "\(path)") }
    #expect(left["data.train"]?.text == "`../../../data.csv`")
    #expect(copy.dataset.fingerprint() == original.dataset.fingerprint())
  }
}
