import Foundation
import RuleCatalogue
import Testing

/// Findings about a command line or a run, which no spec can show: a command that has it beside one that has not.
@Suite("Findings of commands")
struct CommandFindingsTests {
  private static let more = ["--set", "training.steps=60"]
  /// Code, a command that has it, one that is fine.
  private static let cases: [(code: String, flagged: [String], accepted: [String])] = [
    ("no-spec", ["empty", "validate"], ["toy.yaml", "validate"]),
    ("bad-override", ["toy.yaml", "validate", "--set", "training"], ["toy.yaml", "validate"] + more),
    ("no-run", ["toy.yaml", "train", "--resume"], ["toy.yaml", "train", "--run", "run", "--resume"]),
    ("not-a-run", ["empty", "sample"], ["run", "sample"]),
    ("run-exists", ["toy.yaml", "train", "--run", "run"], ["toy.yaml", "train", "--run", "new"]),
    ("no-such-split", ["run", "evaluate", "--split", "test"], ["run", "evaluate", "--split", "valid"]),
    ("not-images", ["three", "sample", "--out", "rows.png"], ["three", "sample", "--out", "rows.npy"]),
    ("not-a-plan", ["toy.yaml", "plan", "--diff", "toy.csv"], ["toy.yaml", "plan", "--diff", "old.json"]),
    (
      "short-metrics", ["toy.yaml", "train", "--run", "short", "--resume"] + more,
      ["toy.yaml", "train", "--run", "long", "--resume"] + more
    ),
    (
      "stale-checkpoint", ["toy.yaml", "train", "--run", "stale", "--resume"] + more,
      ["toy.yaml", "train", "--run", "fresh", "--resume"] + more
    ),
  ]

  @Test func eachIsFoundAndItsOppositeIsFine() throws {
    let folder = try TemporaryFolder.toy()
    func run(_ arguments: [String]) -> CommandRun { CommandRun(arguments, in: folder.path) }
    func copy(_ name: String) throws {
      try FileManager.default.copyItem(atPath: folder.path + "/run", toPath: "\(folder.path)/\(name)")
    }
    try folder.write("empty/readme.txt", "")
    try folder.write("three.yaml", TemporaryFolder.toySpec.replacingOccurrences(of: "[a, b, c, d]", with: "[a, b, c]"))
    #expect(run(["toy.yaml", "train", "--run", "run"]).status == 0)
    #expect(run(["three.yaml", "train", "--run", "three"]).status == 0)
    #expect(run(["toy.yaml", "plan", "--format", "json", "--out", "old.json"]).status == 0)
    for name in ["short", "long", "stale", "fresh"] { try copy(name) }
    try folder.write("short/metrics.jsonl", "")
    try FileManager.default.removeItem(atPath: folder.path + "/stale/best.safetensors")
    try FileManager.default.copyItem(
      atPath: folder.path + "/run/last.safetensors", toPath: folder.path + "/stale/best.safetensors")
    for (code, flagged, accepted) in Self.cases {
      #expect(RuleSheet.named(code) != nil, "\(code)")
      let wrong = run(flagged)
      let text = wrong.errors + (flagged.contains("train") ? "" : wrong.output)
      #expect(wrong.status == 1, "\(code)")
      #expect(text.contains("[\(code)]"), "\(code): \(text)")
      let finding = text.replacingOccurrences(of: folder.path, with: "/folder")
        .replacing(/(?s)^continuing.*?(?=error\[)/, with: "").replacing(/knows of \d+/, with: "knows of N")
      try expectGolden(finding, "commands/\(code).txt")
      let fine = run(accepted)
      #expect(fine.status == 0, "\(code): \(fine.errors)\(fine.output)")
    }
  }
}
