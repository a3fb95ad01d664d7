import ArgumentParser
import Workflows

/// `dvae-run explain`.
struct ExplainVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a finding means: `explain unknown-key`, or all of them with `explain --list`.",
    usage: "dvae-run explain CODE | --list",
    discussion: "Each rule has a spec that it flags and one that does the same well.")

  @Argument(help: "The code in the brackets of a finding.")
  var code: String?
  @Flag(help: "List every rule with its severity.")
  var list = false
  @OptionGroup var report: ReportOptions

  func perform(in session: Session) throws -> ExitStatus {
    guard (code == nil) == list else { throw UsageError("write a code, as `dvae-run explain unknown-key`, or --list") }
    return try Workflows.explain(code: code, format: report.chosen, in: session)
  }
}
