import ArgumentParser
import Workflows

/// `dvae-run SPEC bench`.
struct BenchVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time training steps or inference, instruction by instruction, against what this machine can do.",
    discussion: """
      The machine's arithmetic and memory are measured first. An instruction's bound is the larger of its arithmetic at \
      full speed and its bytes at full bandwidth; a step's bound is the sum. Inference uses the parameters that training \
      starts from. Nothing is saved.
      """)

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(
    help: ArgumentHelp(
      "What to time: train (a step), encode (what q says of rows), sample (rows of p).", valueName: "task"))
  var task = BenchTask.train
  @Option(help: ArgumentHelp("Rows of a call of encode or sample; default: 256.", valueName: "n"))
  var rows: Int?
  @Option(help: ArgumentHelp("Steps, or calls, to time.", valueName: "n"))
  var steps = 200
  @OptionGroup var rewrites: RewriteOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var machine: MachineOptions

  func validate() throws {
    guard (1...1_000_000).contains(steps) else { throw ValidationError("--steps takes a number from 1 to 1000000.") }
    guard task == .train || rewrites.without.isEmpty else {
      throw ValidationError("--without is for training steps.")
    }
    guard let rows else { return }
    guard task != .train else {
      throw ValidationError("--rows is for encode and sample; a step has the spec's: --set training.batch_size=\(rows)")
    }
    guard (1...1_000_000).contains(rows) else { throw ValidationError("--rows takes a number from 1 to 1000000.") }
  }

  func perform(in session: Session) throws -> ExitStatus {
    var request = BenchRequest(
      spec: spec.request(target), machine: machine.request, task: task, rows: rows, steps: steps,
      format: report.chosen)
    request.without = rewrites.without
    return try Workflows.bench(request, in: session)
  }
}

extension BenchTask: ExpressibleByArgument {}
