import Foundation
import Testing

@Suite("Reports of plan")
struct PlanReportTests {
  @Test func differencesAreAStatus() throws {
    let folder = try TemporaryFolder.toy()
    func run(_ arguments: String...) -> CommandRun { CommandRun(["toy.yaml", "plan"] + arguments, in: folder.path) }
    let written = run("--format", "json", "--out", "old.json")
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    let same = run("--diff", "old.json")
    #expect(same.status == 0 && same.output == "no change\n")
    let wider = run("--diff", "old.json", "--set", "latents.w.categories=4")
    #expect(wider.status == 5)
    #expect(wider.output.contains("model.blocks.w.categories: [3] -> [4]\n"), "\(wider.output)")
    #expect(wider.output.contains("model.parameters: ") && wider.output.contains(" %)"))
    let json = run("--diff", "old.json", "--json", "--set", "latents.w.categories=4")
    #expect(json.status == 5 && json.output.contains("\"changed\": true"))
    #expect(run("--diff", "toy.yaml").status == 1)
    #expect(run("--diff", "none.json").status == 1)
    #expect(run("--diff", "old.json", "--graph", "dot").status == 2)
  }

  @Test func timesAreNoDifference() throws {
    let folder = try TemporaryFolder.toy()
    func run(_ arguments: String...) -> CommandRun { CommandRun(["toy.yaml", "plan"] + arguments, in: folder.path) }
    #expect(run("--json", "--timings", "--out", "old.json").status == 0)
    #expect(run("--timings", "--diff", "old.json").status == 0)
  }

  @Test func graphHasEveryDependency() throws {
    let folder = try TemporaryFolder.toy()
    let dot = CommandRun(["toy.yaml", "plan", "--graph", "dot"], in: folder.path).output
    // p: z -> w, both -> bits; q: z -> w, encoder -> both.
    #expect(dot.components(separatedBy: " -> ").count - 1 == 6, "\(dot)")
    let svg = CommandRun(["toy.yaml", "plan", "--graph", "svg"], in: folder.path).output
    #expect(svg.components(separatedBy: "marker-end").count - 1 == 6)
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    let exact = CommandRun(
      ["toy.yaml", "plan", "--graph", "svg", "--set", "encoder=exact", "--set", "objective={}"], in: folder.path)
    #expect(exact.output.contains("p(z | x), summed"), "\(exact.errors)")
  }

  @Test func namesCannotBreakADrawing() throws {
    let folder = try TemporaryFolder.toy(
      TemporaryFolder.toySpec.replacingOccurrences(of: "bits:", with: "'<b> & \"':"))
    let svg = CommandRun(["toy.yaml", "plan", "--graph", "svg"], in: folder.path).output
    #expect(svg.contains("&lt;b&gt; &amp; ") && !svg.contains("<b>"))
    let dot = CommandRun(["toy.yaml", "plan", "--graph", "dot"], in: folder.path).output
    #expect(dot.contains(#"label="<b> & \""#))
  }
}
