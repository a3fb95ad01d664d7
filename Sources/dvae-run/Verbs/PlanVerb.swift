import ArgumentParser
import Workflows

/// `dvae-run SPEC plan`.
struct PlanVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what training would cost and run: blocks, elimination, memory, and the table of instructions.",
    discussion: "Equal specs and data give equal text. Nothing is trained.")

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(
    help: ArgumentHelp(
      "Print this stage's result and stop: document, spec, data, model, graph or plan.", valueName: "stage"))
  var dump: StageName?
  @Flag(help: "Print the milliseconds of each stage.")
  var timings = false
  @OptionGroup var report: ReportOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.plan(
      spec.request(target), dump: dump, withTimings: timings, format: report.chosen, in: session)
  }
}

extension StageName: ExpressibleByArgument {}
