import Diagnostics
import Glibc

/// What a verb runs in: where the user stands, and where its words go. Holds no global state, so a test runs a whole
/// command in process.
package final class Session {
  /// Folder that paths of the command line are relative to; empty is the process's own.
  package let currentDirectory: String
  package let output: CheckedWriter
  package let errors: CheckedWriter
  /// Whether messages on standard error may use colour.
  package let isColoured: Bool
  /// Whether reports on standard output may.
  package let isOutputColoured: Bool
  /// Texts that the places of messages point into.
  package var sources = SourceMap()
  /// What data said when they were last checked; nil: they are read every time.
  package var factsCache: FactsCache?

  package init(
    currentDirectory: String, output: CheckedWriter, errors: CheckedWriter, isColoured: Bool = false,
    isOutputColoured: Bool = false, factsCache: FactsCache? = nil
  ) {
    self.currentDirectory = currentDirectory
    self.output = output
    self.errors = errors
    self.isColoured = isColoured
    self.isOutputColoured = isOutputColoured
    self.factsCache = factsCache
  }

  /// The session of this process. Colour needs a terminal and no `NO_COLOR` in the environment.
  package static func process() -> Session {
    let refusesColour = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
    return Session(
      currentDirectory: "", output: CheckedWriter(descriptor: 1, name: "standard output"),
      errors: CheckedWriter(descriptor: 2, name: "standard error"), isColoured: isatty(2) == 1 && !refusesColour,
      isOutputColoured: isatty(1) == 1 && !refusesColour, factsCache: .ofUser())
  }

  /// A path of the command line as a path of this process.
  package func path(_ written: String) -> String {
    written.hasPrefix("/") || currentDirectory.isEmpty ? written : currentDirectory + "/" + written
  }
}
