import ArgumentParser
import TensorGraph
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
  @Option(
    help: ArgumentHelp(
      "Switch a rewrite off, to see what it saves: \(RewriteName.list). May be repeated.", valueName: "rewrite"))
  var without: [RewriteName] = []
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
    request.without = Set(without.map(\.rewrite))
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

/// A rewrite by its name.
struct RewriteName: ExpressibleByArgument {
  var rewrite: Rewrite
  static let list = Rewrite.allCases.map(\.rawValue).joined(separator: ", ")

  init?(argument: String) {
    guard let rewrite = Rewrite(rawValue: argument) else { return nil }
    self.rewrite = rewrite
  }
}
