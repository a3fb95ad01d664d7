import ArgumentParser
import Workflows

/// `dvae-run SPEC ablate`.
struct AblateVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ablate",
    abstract: "Train the alternatives of a spec's `ablation` section and compare them in a table.",
    discussion: """
      Axes are crossed, and every cell is trained with every seed; all are checked before anything trains. Runs go to \
      worker processes, each into its own folder of the ablation's. The same command goes on where an earlier one \
      stopped and repeats nothing: SIGTERM, SIGINT and SIGHUP stop after checkpoints. Differences are to the first \
      cell, paired by seed.
      """)

  @Argument(help: "A spec, or `-` for standard input.")
  var target: String
  @OptionGroup var spec: SpecOptions
  @Option(
    help: ArgumentHelp(
      "Only cells with this setting, and the baseline to compare with. May be repeated.", valueName: "axis=setting"))
  var only: [String] = []
  @Flag(help: "Print the cells with variables, parameters, cost and memory, and train nothing.")
  var list = false
  @Option(help: ArgumentHelp("The ablation's folder (default: runs/<name>/ablation).", valueName: "folder"))
  var run: String?
  @Flag(help: "Start again instead of going on.")
  var overwrite = false
  @Option(
    help: ArgumentHelp(
      "Worker processes at once, which share --threads (default: one a thread, as memory allows).", valueName: "n"))
  var jobs: Int?
  @Option(
    help: ArgumentHelp("Make only this part of the runs, for job arrays: 2/8 is the second of eight.", valueName: "i/n")
  )
  var shard: Shard?
  @Flag(help: "Print a script for a Slurm job array, and train nothing.")
  var slurm = false
  @Option(help: ArgumentHelp("Print every finished run as csv or json, and train nothing.", valueName: "format"))
  var export: ExportFormat?
  @Option(help: ArgumentHelp("How to print the table: text, markdown, csv or json.", valueName: "format"))
  var format: TableFormat = .text
  @Flag(help: "Short for --format json.")
  var json = false
  @Option(help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "file"))
  var out: String?
  @OptionGroup var machine: MachineOptions

  func validate() throws {
    if [list, slurm, export != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--list, --slurm and --export do not go together.")
    }
    if overwrite && (list || slurm || export != nil || shard != nil) {
      throw ValidationError("--overwrite goes with training every run.")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1024.") }
  }

  func perform(in session: Session) throws -> ExitStatus {
    var request = AblateRequest(spec: spec.request(target))
    request.only = only
    request.run = run
    request.overwrites = overwrite
    request.jobs = jobs
    request.machine = machine.request
    request.shard = shard.map { ($0.index, $0.count) }
    request.task = list ? .list : slurm ? .slurm : export.map(AblateTask.export) ?? .train
    request.format = json ? .json : format
    request.out = out
    return try Workflows.ablate(request, in: session)
  }
}

/// `i/n`: the ith part of n, counted from 1.
struct Shard: ExpressibleByArgument {
  var index: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1, (1...count).contains(index) else {
      return nil
    }
    self.index = index
    self.count = count
  }
}

extension TableFormat: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}

/// A worker of `ablate`, which no help lists.
struct AblationWorkerVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ablation-worker", abstract: "Make runs that `ablate` orders on standard input.", shouldDisplay: false)

  func perform(in session: Session) throws -> ExitStatus { try Workflows.ablationWorker(in: session) }
}
