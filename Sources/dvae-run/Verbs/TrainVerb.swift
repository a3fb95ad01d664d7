import ArgumentParser
import Diagnostics
import Workflows

/// `dvae-run SPEC train`.
struct TrainVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a spec into a run folder and report its figures.",
    discussion: """
      The folder holds the spec, metrics, the last, previous and best checkpoint, and the summary. SIGTERM, SIGINT and \
      SIGHUP stop after a checkpoint; `--resume` goes on to the same bytes as a run left alone. Progress goes to \
      standard error.
      """)

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(
    help: ArgumentHelp(
      "The run folder (default: runs/<name>/<time>, which runs/<name>/latest then points at).", valueName: "folder"))
  var run: String?
  @Flag(help: "Go on with the run in the folder.")
  var resume = false
  @Flag(help: "Replace the run in the folder.")
  var overwrite = false
  @Option(help: ArgumentHelp("Write events to standard output, one JSON line each: json.", valueName: "format"))
  var events: EventFormat?
  @OptionGroup var report: ReportOptions
  @OptionGroup var machine: MachineOptions

  func validate() throws {
    if resume && overwrite { throw ValidationError("--resume and --overwrite do not go together.") }
    if events != nil && report.chosen == .json { throw ValidationError("--events and --json do not go together.") }
  }

  func perform(in session: Session) throws -> ExitStatus {
    let request = TrainRequest(
      spec: spec.request(target), run: run, mode: resume ? .resume : overwrite ? .overwrite : .new,
      machine: machine.request, writesEvents: events != nil, format: report.chosen)
    do { return try Workflows.train(request, in: session) } catch let refusal as Refusal where refusal.isOnlyOverLimits
    {
      try session.report(refusal)
      return .machine
    }
  }
}

/// The formats of `--events`.
enum EventFormat: String, ExpressibleByArgument {
  case json
}
