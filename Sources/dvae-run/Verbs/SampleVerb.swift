import ArgumentParser
import Workflows

/// `dvae-run TARGET sample`.
struct SampleVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw rows from a trained model: z from p(z), then x from p(x | z).",
    discussion: """
      Rows are written in the data's own values, as csv, or by the ending of --out as npy or, for a field of images, \
      as a png sheet of the probabilities. Row k depends on --seed and k only.
      """)

  @Argument(help: "A spec, a run folder or a checkpoint.")
  var target: String
  @OptionGroup var run: RunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var machine: MachineOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.sample(
      SampleRequest(
        source: run.request(target), count: output.count ?? 16, seed: output.seed,
        out: output.out), machine.request, in: session)
  }
}
