import ArgumentParser
import Workflows

/// `dvae-run TARGET evaluate`.
struct EvaluateVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Report the figures of a trained model: bounds, likelihood, use of the latents, labels.",
    discussion: """
      Every held-out split is reported, or the one of --split, or the rows of --data. --json writes one flat object \
      with names as `test.elbo`. How many draws are taken is the spec's `evaluation`.
      """)

  @Argument(help: "A spec, a run folder or a checkpoint.")
  var target: String
  @OptionGroup var run: RunOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var machine: MachineOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.evaluate(
      EvaluateRequest(source: run.request(target), rows: rows.request(), format: report.chosen), machine.request,
      in: session)
  }
}
