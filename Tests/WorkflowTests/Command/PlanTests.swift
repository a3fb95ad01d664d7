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

  @Test func wrongSpecIsRefusedOnStandardError() throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "plan", "--set", "latents.w.parents=[w]"], in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("error["))
  }
}
