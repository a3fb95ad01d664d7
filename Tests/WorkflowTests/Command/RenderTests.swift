import Foundation
import RuleCatalogue
import Testing

@Suite("render")
struct RenderTests {
  @Test(arguments: GoldenReportTests.specs)
  func meansTheSameAndStaysTheSame(_ spec: String) throws {
    let specs = GoldenReportTests.project.path + "/Specs"
    let folder = try TemporaryFolder()
    let once = CommandRun([spec, "render"], in: specs)
    #expect(once.status == 0, "\(once.errors)")
    try folder.write(spec, once.output)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/data", withDestinationPath: specs + "/data")
    let twice = CommandRun([spec, "render"], in: folder.path)
    #expect(twice.output == once.output, "\(twice.errors)")
    let plans = [specs, folder.path].map { CommandRun([spec, "plan"], in: $0).output }
    #expect(plans[0] == plans[1] && !plans[0].isEmpty)
  }

  @Test func acceptedExamplesStayAccepted() throws {
    for rule in RuleSheet.all {
      guard let example = rule.accepted, !example.isLatin1 else { continue }
      let folder = try TemporaryFolder()
      try folder.write("spec.yaml", example.bytes)
      for file in example.files { try folder.write(file.name, file.bytes) }
      let once = CommandRun(["spec.yaml", "render"], in: folder.path)
      try folder.write("again/spec.yaml", once.output)
      let twice = CommandRun(["again/spec.yaml", "render"], in: folder.path)
      #expect(once.output == twice.output && once.status == 0, "\(rule.code): \(once.errors)\(twice.errors)")
      try folder.write("spec.yaml", once.output)
      let check = CommandRun(["spec.yaml", "validate", "--format", "concise"], in: folder.path)
      #expect(check.output.isEmpty || rule.code == "bad-allow", "\(rule.code): \(check.output)")
    }
  }

  @Test func defaultsSaySo() throws {
    let folder = try TemporaryFolder.toy()
    let text = CommandRun(["toy.yaml", "render", "--set", "training.seed=5"], in: folder.path).output
    #expect(text.contains("  seed: 5\n"))
    #expect(text.contains("          # weight_decay") || text.contains("weight_decay: 0  # default\n"), "\(text)")
    #expect(text.contains("  # checkpoint_every:  # default, left out\n"))
  }
}
