import ArgumentParser
import Workflows

/// `dvae-run TARGET encode`.
struct EncodeVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Write what q(z | x) says of each row: marginals, likeliest values, and the most probable joint z.",
    discussion: """
      Marginals and the most probable z are exact when eliminating q costs at most `limits.enumeration`; otherwise \
      marginals average sampled draws, the most probable z is greedy, and a note says so. csv, or npy by the ending of \
      --out.
      """)

  @Argument(help: "A spec, a run folder or a checkpoint.")
  var target: String
  @OptionGroup var run: RunOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var machine: MachineOptions

  func perform(in session: Session) throws -> ExitStatus {
    try Workflows.encode(
      EncodeRequest(
        source: run.request(target), rows: rows.request(count: output.count), seed: output.seed,
        out: output.out), machine.request, in: session)
  }
}
