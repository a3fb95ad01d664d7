import ArgumentParser
import Diagnostics
import Workflows

/// Runs a whole command line and returns its exit status; everything written is flushed.
package func runCommand(_ arguments: [String], in session: Session) -> ExitStatus {
  var status: ExitStatus
  do {
    status = try parseAndPerform(arguments, in: session)
    try session.output.flush()
  } catch {
    status = ExitStatus(error)
    do {
      if !(error is ReaderGone) { try session.output.flush() }
      try session.report(error)
    } catch {
      status = ExitStatus(error)
      try? session.report(error)
    }
  }
  do { try session.errors.flush() } catch { if status == .success { status = ExitStatus(error) } }
  return status
}

private func parseAndPerform(_ arguments: [String], in session: Session) throws -> ExitStatus {
  let names = RootCommand.verbs.compactMap { $0.configuration.commandName }
  let arranged = try ArrangeArguments.verbFirst(arguments, verbs: names)
  let command: any ParsableCommand
  do { command = try RootCommand.parseAsRoot(arranged) } catch {
    let message = RootCommand.fullMessage(for: error)
    guard RootCommand.exitCode(for: error).isSuccess else { throw UsageError(message) }
    try session.output.line(message)
    return .success
  }
  if let verb = command as? any Verb { return try verb.perform(in: session) }
  do {
    var other = command
    try other.run()
  } catch {
    try session.output.line(RootCommand.fullMessage(for: error))
  }
  return .success
}
