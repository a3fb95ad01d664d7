import Diagnostics

extension Session {
  /// Writes findings to standard error.
  package func report(_ findings: [Diagnostic]) throws {
    try errors.write(TextReport(sources: sources, useColour: isColoured).text(findings))
    try errors.flush()
  }

  /// Words an error that ends the command. Standard error only: standard output holds results.
  package func report(_ error: any Error) throws {
    switch error {
    case let refusal as Refusal: return try report(refusal.diagnostics)
    case let diagnostic as Diagnostic: return try report([diagnostic])
    case let divergence as Divergence: return try report([divergence.diagnostic])
    case let usage as UsageError: try errors.line(usage.message)
    case let failure as MachineFailure: try errors.line("error: " + visible(failure.message))
    case let taken as RunFolder.Taken: try errors.line("error: " + visible(taken.message))
    case let stopped as Stopped: try errors.line("stopped by signal \(stopped.signal)")
    case is ReaderGone: return
    case let bug as InternalError:
      try errors.line(
        "this is a bug in dvae-run, not in your files (stage \(bug.stage), version \(Version.tool)): "
          + "\(visible(bug.message)); please report it with the spec and the command line")
    default:
      try errors.line(
        "this is a bug in dvae-run, not in your files (version \(Version.tool)): \(visible("\(error)")); please report "
          + "it with the spec and the command line")
    }
    try errors.flush()
  }
}
