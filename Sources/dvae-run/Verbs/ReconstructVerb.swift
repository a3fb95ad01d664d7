import ArgumentParser
import Workflows

/// `dvae-run TARGET reconstruct`.
struct ReconstructVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reconstruct",
    abstract: "Write rows beside their reconstruction p(x | z) at the most probable z of q(z | x).",
    discussion: """
      csv and npy hold each row's own values, then the reconstructed ones. A png sheet, for a field of images, holds \
      each row of images above the row of their reconstructions.
      """)

  @Argument(help: "A spec, a run folder or a checkpoint.")
  var target: String
  @OptionGroup var run: RunOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var machine: MachineOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.reconstruct(
      ReconstructRequest(
        source: run.request(target), rows: rows.request(count: output.count), seed: output.seed,
        out: output.out), machine.request, in: session)
  }
}
