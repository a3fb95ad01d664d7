import Checkpoint
import Diagnostics
import Testing
import Workflows

@Suite("plan")
struct PlanTests {
  @Test(arguments: StageName.allCases)
  func everyStageHasADump(_ stage: StageName) throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "plan", "--dump", stage.rawValue], in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.count > 40, "\(run)")
    #expect(!run.output.contains(folder.path))
    #expect(run.output == CommandRun(["toy.yaml", "plan", "--dump", stage.rawValue], in: folder.path).output)
  }

  @Test func timingsNameEveryStage() throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "plan", "--timings"], in: folder.path)
    for stage in StageName.allCases { #expect(run.output.contains("\n\(stage.rawValue) ")) }
  }

  @Test func jsonHoldsCostsAndMemory() throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "plan", "--json"], in: folder.path)
    let json = try StrictJSON.read(Array(run.output.utf8))
    #expect(json["memory"]?["total"] != nil)
    #expect(json["batch"] == .integer(8))
  }

  /// A rewrite that is switched off is not named, and the others say what they did.
  @Test func rewritesCanBeSwitchedOff() throws {
    let folder = try TemporaryFolder.toy()
    let on = CommandRun(["toy.yaml", "plan"], in: folder.path)
    let off = CommandRun(
      ["toy.yaml", "plan", "--without", "fuse-elementwise", "--without", "skip-zeros"], in: folder.path)
    #expect(on.output.contains("\n  fuse-elementwise: ") && on.output.contains(": unchanged\n"))
    #expect(!off.output.contains("fuse-elementwise") && !off.output.contains("skip-zeros"))
    #expect(off.output.count > on.output.count)
    #expect(CommandRun(["toy.yaml", "plan", "--without", "magic"], in: folder.path).status == 2)
  }

  /// 3^14 configurations by elimination are 117 terms a row.
  @Test func enumerationOverTheLimitIsRefusedAtItsPlace() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(
        of: "w: {categories: 3, parents: [z]}", with: "w: {categories: 3, count: 13, within: markov, parents: [z]}"))
    let decoder = ["--set", "decoder.parents=[w.12]"]
    #expect(CommandRun(["toy.yaml", "plan"] + decoder, in: folder.path).status == 0)
    let off = CommandRun(["toy.yaml", "plan", "--without", "eliminate-variables"] + decoder, in: folder.path)
    #expect(off.status == 1 && off.output.isEmpty)
    #expect(
      off.errors.contains("error[enumeration-over-budget]") && off.errors.contains("toy.yaml:7:"), "\(off.errors)")
    #expect(off.errors.contains("all 3188646 configurations a row, over the limit of 1000000"), "\(off.errors)")
    let raised = CommandRun(
      ["toy.yaml", "plan", "--without", "eliminate-variables", "--set", "limits.enumeration=1e7"] + decoder,
      in: folder.path)
    #expect(raised.errors.contains("error[memory-over-budget]") || raised.status == 0, "\(raised.errors)")
  }

  /// 2^70 table entries are refused, whatever limit a spec writes: no size is formed that a machine cannot count.
  @Test func noLimitAllowsTheUncountable() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(
        of: "w: {categories: 3, parents: [z]}", with: "w: {categories: 2, count: 70}"))
    for limit in ["1e9", "1e30"] {
      let run = CommandRun(["toy.yaml", "validate", "--set", "limits.enumeration=\(limit)"], in: folder.path)
      #expect(run.status == 1)
      #expect(run.output.contains(limit == "1e9" ? "enumeration-over-budget" : "out-of-range"), "\(run.output)")
    }
  }

  @Test func wrongSpecIsRefusedOnStandardError() throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "plan", "--set", "latents.w.parents=[w]"], in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("error["))
  }
}
