import ArgumentParser
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
  @OptionGroup var report: ReportOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.validate(
      targets.map(spec.request), withoutData: withoutData, format: report.chosen, in: session)
  }
}
