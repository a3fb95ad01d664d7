import ArgumentParser
import Workflows

/// `dvae-run SPEC bench`.
struct BenchVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time training steps, instruction by instruction, against what this machine can do.",
    discussion: """
      The machine's arithmetic and memory are measured first. An instruction's bound is the larger of its arithmetic at \
      full speed and its bytes at full bandwidth; a step's bound is the sum. Nothing is saved.
      """)

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(help: ArgumentHelp("Steps to time.", valueName: "n"))
  var steps = 200
  @OptionGroup var rewrites: RewriteOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var machine: MachineOptions

  func validate() throws {
    guard (1...1_000_000).contains(steps) else { throw ValidationError("--steps takes a number from 1 to 1000000.") }
  }

  func perform(in session: Session) throws -> ExitStatus {
    var request = BenchRequest(
      spec: spec.request(target), machine: machine.request, steps: steps, format: report.chosen)
    request.without = rewrites.without
    return try Workflows.bench(request, in: session)
  }
}
