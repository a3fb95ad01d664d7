import ArgumentParser
import Workflows

/// One verb: arguments as the parser fills them in, and the workflow they ask for.
protocol Verb: ParsableCommand {
  /// Does the work and writes its report. Throws what `ExitStatus` maps.
  func perform(in session: Session) throws -> ExitStatus
}

extension ReportFormat: ExpressibleByArgument {}
