import ArgumentParser
import Workflows

/// `dvae-run schema`.
struct SchemaVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema (draft-07) of specs, for editors.",
    usage: "dvae-run schema > dvae-run.schema.json",
    discussion: """
      An editor with yaml-language-server completes and checks a spec whose first line is \
      `# yaml-language-server: $schema=dvae-run.schema.json`.
      """)

  func perform(in session: Session) throws -> ExitStatus { try Workflows.schema(in: session) }
}
