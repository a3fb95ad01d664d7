import ArgumentParser
import Workflows

/// Options of every verb that reads a spec.
struct SpecOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a value of the spec, as `training.seed=2`. May be repeated.",
      discussion:
        "The value is YAML and is checked like the spec. A file it names is relative to the working directory.",
      valueName: "path=value"))
  var overrides: [String] = []

  @Flag(help: "Refuse data files outside the spec's folder.")
  var sandbox = false

  func request(_ target: String) -> SpecRequest {
    SpecRequest(target: target, overrides: overrides, isSandboxed: sandbox)
  }
}

/// Options of every verb that computes. None changes a result.
struct MachineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Threads to compute with (default: every core).", valueName: "n"))
  var threads: Int?

  @Option(
    name: .customLong("isa"),
    help: ArgumentHelp(
      "Kernels to use: portable, avx2 or avx512 (default: the best this processor has).", valueName: "name"))
  var instructionSet: String?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  var request: MachineRequest { MachineRequest(threads: threads, instructionSet: instructionSet) }
}

/// How to report.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How to report: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @Flag(help: "Short for --format json.")
  var json = false

  var chosen: ReportFormat { json ? .json : format }
}

/// Which trained model, and the spec its rows are read by.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The run folder, when the target is a spec (default: runs/<name>/latest).", valueName: "folder"))
  var run: String?

  @OptionGroup var spec: SpecOptions

  func request(_ target: String) -> RunRequest {
    RunRequest(target: target, run: run, overrides: spec.overrides, isSandboxed: spec.sandbox)
  }
}

/// Which rows to read.
struct RowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Rows to use: train, valid or test (default: test, else valid, else train).", valueName: "split")
  )
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Read this file instead of the spec's data; its values are those of training.", valueName: "file"))
  var data: String?

  func validate() throws {
    if let split, !["train", "valid", "test"].contains(split) {
      throw ValidationError("--split takes train, valid or test, not '\(split)'.")
    }
  }

  func request(count: Int? = nil) -> RowsRequest { RowsRequest(split: split, data: data, count: count) }
}

/// How many rows, drawn how, written where.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many rows.", valueName: "n"))
  var count: Int?

  @Option(help: ArgumentHelp("Seed of the draws; a row's draws depend on it and on the row only.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Write to this file; the ending chooses the format (default: csv to standard output).", valueName: "file"))
  var out: String?

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count takes a number from 1.") }
    if let count, count > Int(UInt32.max) { throw ValidationError("--count takes at most \(UInt32.max) rows.") }
  }
}
