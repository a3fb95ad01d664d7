import Testing

@testable import dvae_run

@Suite("Command line")
struct ArgumentTests {
  let folder: TemporaryFolder
  init() throws { folder = try .toy() }

  private func run(_ arguments: String...) -> CommandRun { CommandRun(arguments, in: folder.path) }

  @Test func verbMayStandOnEitherSide() {
    let (first, second) = (run("toy.yaml", "validate"), run("validate", "toy.yaml"))
    #expect(first.status == 0)
    #expect(first.output == second.output)
    #expect(first.output.contains("p(x, z) = p(z) p(w | z) p(bits | z, w)"))
  }

  @Test func verbIsNotLookedForInTheValueOfAnOption() {
    let run = run("toy.yaml", "--set", "name=plan", "validate")
    #expect(run.status == 0)
    #expect(run.output.contains("model plan"))
  }

  @Test func optionsMayStandBeforeTheVerb() {
    #expect(run("toy.yaml", "--json", "validate").output.hasPrefix("{"))
  }

  @Test(arguments: [
    ["toy.yaml"], ["toy.yaml", "trian"], ["toy.yaml", "validate", "--nonsense"],
    ["toy.yaml", "train", "--threads", "0"],
    ["toy.yaml", "train", "--threads", "99999999999999999999"], ["validate"], ["toy.yaml", "plan", "--dump", "soup"],
    ["toy.yaml", "plan", "--dump", "model", "--json"], ["toy.yaml", "sample", "--count", "0"],
    ["toy.yaml", "encode", "--split", "dev"], ["toy.yaml", "train", "--isa", "mmx"],
    ["toy.yaml", "sample", "--out", "rows.doc"], ["toy.yaml", "train", "--resume", "--overwrite"],
  ])
  func wrongCommandLineIsStatus2(_ arguments: [String]) {
    let run = CommandRun(arguments, in: folder.path)
    #expect(run.status == 2, "\(run)")
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func everyVerbExplainsItself() {
    let shown = RootCommand.verbs.filter { $0.configuration.shouldDisplay }
    for verb in shown.compactMap({ $0.configuration.commandName }) {
      let help = run(verb, "--help")
      #expect(help.status == 0)
      #expect(help.output.contains("USAGE: dvae-run \(verb)"))
      #expect(run("toy.yaml", verb, "--help").output == help.output)
      #expect(run("--help").output.contains("  \(verb) "))
    }
  }

  @Test func versionNamesTheLibraries() {
    let run = run("--version")
    #expect(run.status == 0)
    for name in ["dvae-run ", "libyaml ", "zlib "] { #expect(run.output.contains(name)) }
  }
}
