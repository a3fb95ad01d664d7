import ArgumentParser
import Workflows

/// `dvae-run new`.
struct NewVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Read a data file and write a commented first spec that validates and trains.",
    usage: "dvae-run new --data FILE [--out SPEC]",
    discussion: "The path of the data stands in the spec as it is written here, so write the spec where you stand.")

  @Option(help: ArgumentHelp("A csv, tsv, idx, npy or npz file.", valueName: "file"))
  var data: String
  @Option(
    help: ArgumentHelp("Write to this file, which must not exist, instead of standard output.", valueName: "file"))
  var out: String?

  func perform(in session: Session) throws -> ExitStatus { try Workflows.newSpec(data: data, out: out, in: session) }
}
