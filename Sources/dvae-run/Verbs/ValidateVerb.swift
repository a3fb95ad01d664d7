import ArgumentParser
import Diagnostics
import Workflows

/// `dvae-run SPEC validate`.
struct ValidateVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check specs, their data and their models, and say what each one means.",
    discussion: """
      Everything wrong is reported at once, with its place. A spec that is fine is summarised: the data as they were \
      read, the factorisation of p and q, the parameters, the gradient estimator of each block with its reason, and \
      the cost. Takes specs, folders of specs (*.yaml, *.yml), `-` for standard input (paths are then relative to the \
      working directory) and checkpoints (checked in full).
      """)

  @Argument(help: "Specs, folders, checkpoints, or `-`.")
  var targets: [String]
  @OptionGroup var spec: SpecOptions
  @Flag(help: "Check all that can be checked without reading the data.")
  var withoutData = false
  @Flag(
    help: ArgumentHelp(
      "Read all data, and keep nothing about them.",
      discussion: "What unchanged files said is otherwise kept in $XDG_CACHE_HOME/dvae-run or ~/.cache/dvae-run."))
  var withoutCache = false
  @Option(
    help: ArgumentHelp(
      "How to report: text, concise, json, sarif, junit, github, gitlab, markdown or auto. May be repeated.",
      discussion: "`=FILE` writes that report to a file. auto is github inside GitHub Actions, else text.",
      valueName: "format[=file]"))
  var format: [ReportOutput] = []
  @Flag(help: "Short for --format json.")
  var json = false
  @Option(
    help: ArgumentHelp("The mildest finding that ends in status 1: error, warning or note.", valueName: "severity"))
  var failOn: Severity = .error
  @Flag(help: "Short for --fail-on warning.")
  var strict = false
  @Option(
    help: ArgumentHelp(
      "Where the text on standard input belongs: its name in reports and the folder of its paths.", valueName: "file"))
  var stdinPath: String?

  func perform(in session: Session) throws -> ExitStatus {
    if stdinPath != nil, !targets.contains("-") { throw UsageError("--stdin-path goes with `-`, standard input") }
    var request = ValidateRequest(
      targets: targets.map { target in
        var one = spec.request(target)
        one.standardInputPath = stdinPath
        return one
      })
    request.withoutData = withoutData
    request.withoutCache = withoutCache
    request.failsFrom = strict ? min(failOn, .warning) : failOn
    let outputs = format + (json ? [ReportOutput(format: .json)] : [])
    if !outputs.isEmpty { request.outputs = outputs }
    return try Workflows.validate(request, in: session)
  }
}

extension ReportOutput: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
