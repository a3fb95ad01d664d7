import ArgumentParser
import Workflows

/// `dvae-run SPEC render`.
struct RenderVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print a spec with every default filled in; values that are the default say so.",
    discussion: """
      The text means the same as the spec, and rendering it again gives the same text. Its paths are those of the \
      spec, relative to the spec's folder. Comments and `x-` notes are left out.
      """)

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var out: String?

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.render(spec.request(target), out: out, in: session)
  }
}
