import Diagnostics

/// The exit status of every way a command ends.
package struct ExitStatus: RawRepresentable, Sendable, Equatable {
  package var rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let success = ExitStatus(rawValue: 0)
  /// What a file says is wrong: spec, data or checkpoint; a missing one too.
  package static let refused = ExitStatus(rawValue: 1)
  /// The command line is wrong.
  package static let usage = ExitStatus(rawValue: 2)
  /// The machine refused: disk, memory, permission.
  package static let machine = ExitStatus(rawValue: 3)
  /// Training met a number that is not finite.
  package static let diverged = ExitStatus(rawValue: 4)
  /// A comparison found a difference.
  package static let different = ExitStatus(rawValue: 5)
  /// A mistake of this program.
  package static let bug = ExitStatus(rawValue: 70)

  /// The status of a command that ended with `error`. An error of unknown type is our own mistake.
  package init(_ error: any Error) {
    switch error {
    case is Refusal, is Diagnostic: self = .refused
    case is UsageError: self = .usage
    case is MachineFailure, is RunFolder.Taken: self = .machine
    case is Divergence: self = .diverged
    case let stopped as Stopped: self.init(rawValue: 128 + stopped.signal)
    case is ReaderGone: self.init(rawValue: 141)
    default: self = .bug
    }
  }
}

extension Refusal {
  /// Codes of what is past a value of `limits`.
  private static let limitCodes: Set<DiagnosticCode> = [
    "enumeration-over-budget", "memory-over-budget", "data-over-memory-limit",
  ]

  /// Whether the spec is well written and only past its limits: `train` then ends as if the machine had refused.
  package var isOnlyOverLimits: Bool {
    let errors = diagnostics.filter { $0.severity == .error }
    return !errors.isEmpty && errors.allSatisfy { Self.limitCodes.contains($0.code) }
  }
}

/// The command line asks for something that does not exist or does not go together.
package struct UsageError: Error, Sendable {
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// Training met a number that is not finite: the finding names the step, the operation and the section of the spec.
package struct Divergence: Error, Sendable {
  package var diagnostic: Diagnostic
  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
