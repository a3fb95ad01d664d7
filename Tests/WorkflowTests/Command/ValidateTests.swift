import Checkpoint
import Diagnostics
import Foundation
import Testing

@Suite("validate")
struct ValidateTests {
  private func validate(_ folder: TemporaryFolder, _ arguments: String...) -> CommandRun {
    CommandRun(["toy.yaml", "validate"] + arguments, in: folder.path)
  }

  @Test func everySectionIsReportedAtOnce() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(of: "steps: 30", with: "stps: 30, steps: 3")
        .replacingOccurrences(of: "[a, b, c, d]", with: "[a, e]"))
    let run = validate(folder)
    #expect(run.status == 1)
    #expect(run.output.contains("error[unknown-key]"), "\(run.output)")
    #expect(run.output.contains("`e`"), "the data are read although `training` is wrong")
  }

  @Test func modelIsCheckedAlthoughTheDataAreWrong() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(of: "train: toy.csv", with: "train: none.csv")
        .replacingOccurrences(of: "parents: [z]", with: "parents: [y]"))
    let run = validate(folder)
    #expect(run.status == 1)
    #expect(run.output.contains("error[missing-file]"))
    #expect(run.output.contains("error[unknown-name]"))
  }

  @Test func missingSpecNamesThePathThatWasTried() throws {
    let folder = try TemporaryFolder()
    let run = validate(folder)
    #expect(run.status == 1)
    #expect(run.output.contains(folder.path + "/toy.yaml"))
  }

  @Test func withoutDataNeedsNoData() throws {
    let folder = try TemporaryFolder.toy()
    try FileManager.default.removeItem(atPath: folder.path + "/toy.csv")
    #expect(validate(folder).status == 1)
    #expect(validate(folder, "--without-data").status == 0)
    let wrong = validate(folder, "--without-data", "--set", "latents.w.parents=[y]")
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("unknown-name"))
  }

  @Test func sandboxRefusesDataOutsideTheFolder() throws {
    let folder = try TemporaryFolder.toy()
    try folder.write("in/toy.yaml", TemporaryFolder.toySpec.replacingOccurrences(of: "toy.csv", with: "../toy.csv"))
    #expect(CommandRun(["in/toy.yaml", "validate"], in: folder.path).status == 0)
    let run = CommandRun(["in/toy.yaml", "validate", "--sandbox"], in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("data-outside-folder"))
  }

  @Test func severalSpecsAndFolders() throws {
    let folder = try TemporaryFolder.toy()
    try folder.write("wrong.yaml", "version: 1\n")
    let both = CommandRun(["toy.yaml", "wrong.yaml", "validate"], in: folder.path)
    #expect(both.status == 1)
    #expect(both.output.contains("toy.yaml: fine") && both.output.contains("wrong.yaml: refused"))
    let all = CommandRun(["validate", "."], in: folder.path)
    #expect(all.status == 1)
    #expect(all.output.contains("./toy.yaml: fine") && all.output.contains("./wrong.yaml: refused"))
    try folder.write("empty/readme.txt", "nothing")
    #expect(CommandRun(["empty", "validate"], in: folder.path).status == 1)
  }

  @Test func jsonIsStrict() throws {
    let folder = try TemporaryFolder.toy()
    try folder.write("wrong.yaml", "version: 1\nlatents: 3\n")
    let run = CommandRun(["toy.yaml", "wrong.yaml", "validate", "--json"], in: folder.path)
    let json = try StrictJSON.read(Array(run.output.utf8))
    #expect(json["ok"] == .boolean(false))
    guard case .array(let files)? = json["files"], case .array(let findings)? = json["diagnostics"] else {
      Issue.record("no files or diagnostics: \(run.output)")
      return
    }
    #expect(files.count == 2)
    #expect(files[0]["model"]?["parameters"] != nil)
    #expect(findings.contains { $0["file"] == .string("wrong.yaml") })
  }

  @Test func controlCharactersAreEscaped() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(of: "{bits:", with: "{\"b\\e[31m\":"))
    let run = validate(folder)
    #expect(!(run.output + run.errors).contains("\u{1B}"))
  }

  @Test func memoryOverTheLimitIsRefused() throws {
    let folder = try TemporaryFolder.toy()
    let run = validate(folder, "--set", "limits.memory=4KiB")
    #expect(run.status == 1)
    #expect(run.output.contains("memory"))
    #expect(run.output.contains("limits.memory"))
    #expect(CommandRun(["toy.yaml", "train", "--set", "limits.memory=4KiB"], in: folder.path).status == 3)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/toy/latest/last.safetensors"))
  }

  @Test func sumsOverTheLimitAreRefused() throws {
    let folder = try TemporaryFolder.toy()
    let limit = ["--set", "limits.enumeration=5"]
    let run = CommandRun(["toy.yaml", "validate"] + limit, in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("enumeration-over-budget"))
    #expect(CommandRun(["toy.yaml", "train"] + limit, in: folder.path).status == 3)
    #expect(CommandRun(["toy.yaml", "train", "--set", "nonsense=1"] + limit, in: folder.path).status == 1)
  }

  @Test func memoryOfAnEvaluationOverTheLimitIsRefused() throws {
    let folder = try TemporaryFolder.toy()
    let arguments = ["--set", "limits.memory=100KiB", "--set", "evaluation.importance_samples=100000"]
    let run = CommandRun(["toy.yaml", "validate"] + arguments, in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("importance_bound"), "\(run.output)")
    #expect(CommandRun(["toy.yaml", "train"] + arguments, in: folder.path).status == 3)
  }
}

@Suite("A spec in another folder")
struct SpecFolderTests {
  @Test func reportDoesNotDependOnWhereTheUserStands() throws {
    let root = try TemporaryFolder()
    try root.write("a b/ø/base.yaml", TemporaryFolder.toySpec)
    let toy = try TemporaryFolder.toy()
    try FileManager.default.copyItem(atPath: toy.path + "/toy.csv", toPath: root.path + "/a b/ø/toy.csv")
    try root.write("elsewhere/readme", "")
    let link = root.path + "/elsewhere/link.yaml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../a b/ø/base.yaml")
    let runs = [
      CommandRun(["base.yaml", "validate"], in: root.path + "/a b/ø"),
      CommandRun(["a b/ø/base.yaml", "validate"], in: root.path),
      CommandRun([root.path + "/a b/ø/base.yaml", "validate"], in: "/"),
      CommandRun(["link.yaml", "validate"], in: root.path + "/elsewhere"),
    ]
    let reports = runs.map { $0.output.split(separator: "\n", maxSplits: 1).last ?? "" }
    for run in runs { #expect(run.status == 0, "\(run)") }
    #expect(Set(reports).count == 1)

    try FileManager.default.moveItem(atPath: root.path + "/a b/ø/toy.csv", toPath: root.path + "/a b/ø/other.csv")
    let missing = CommandRun(["elsewhere/link.yaml", "validate"], in: root.path)
    #expect(missing.status == 1)
    #expect(missing.output.contains(root.path + "/a b/ø/toy.csv"), "\(missing.output)")
  }
}
