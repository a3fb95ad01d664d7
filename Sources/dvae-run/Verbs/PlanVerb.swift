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
  @OptionGroup var rewrites: RewriteOptions
  @Flag(help: "Print the milliseconds of each stage.")
  var timings = false
  @Option(
    help: ArgumentHelp("Draw who depends on whom in p and in q: dot (for Graphviz) or svg.", valueName: "format"))
  var graph: GraphFormat?
  @Option(
    help: ArgumentHelp(
      "Compare with a report of `plan --format json`: status 5 when anything but times changed.", valueName: "old"))
  var diff: String?
  @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var out: String?
  @OptionGroup var report: ReportOptions

  func perform(in session: Session) throws -> ExitStatus {
    var request = PlanRequest(spec: spec.request(target))
    request.dump = dump
    request.without = rewrites.without
    request.withTimings = timings
    request.format = report.chosen
    request.graph = graph
    request.old = diff
    request.out = out
    return try Workflows.plan(request, in: session)
  }
}

extension GraphFormat: ExpressibleByArgument {}
extension StageName: ExpressibleByArgument {}
