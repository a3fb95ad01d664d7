/// A stable name for a kind of problem, in kebab-case, naming the bad pattern: `unknown-key`, `cyclic-parents`.
package struct DiagnosticCode: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package var name: String
  package init(stringLiteral value: String) { name = value }
  package var description: String { name }
}

/// How bad a finding is. An error refuses the spec; a warning and a note do not.
package enum Severity: String, Sendable, Comparable, CaseIterable {
  case note, warning, error

  package static func < (left: Severity, right: Severity) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// One finding: what is wrong, where, what is related, and what to do.
package struct Diagnostic: Error, Sendable, Equatable {
  package var code: DiagnosticCode
  package var severity: Severity
  /// One sentence without a capital or a full stop, in the words of the field.
  package var message: String
  package var span: Span
  /// Other places that explain the finding, each with its own sentence.
  package var related: [Related] = []
  /// What to write instead, one line each.
  package var help: [String] = []
  /// JSON pointer of the value in the spec, as `/latents/detail/count`; empty when there is none.
  package var pointer: String = ""

  /// A place that explains the finding.
  package struct Related: Sendable, Equatable {
    package var message: String
    package var span: Span
  }

  package init(_ severity: Severity, _ code: DiagnosticCode, _ message: String, at span: Span) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
  }

  /// An error at `span`.
  package static func error(_ code: DiagnosticCode, _ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.error, code, message, at: span)
  }

  /// A warning at `span`.
  package static func warning(_ code: DiagnosticCode, _ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.warning, code, message, at: span)
  }

  /// A note at `span`.
  package static func note(_ code: DiagnosticCode, _ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.note, code, message, at: span)
  }

  /// The same finding with one more related place.
  package func context(_ message: String, at span: Span) -> Diagnostic {
    var copy = self
    copy.related.append(Related(message: message, span: span))
    return copy
  }

  /// The same finding with one more line of help.
  package func help(_ text: String) -> Diagnostic {
    var copy = self
    copy.help.append(text)
    return copy
  }
}

/// Everything that was wrong with an input, at once. Holds at least one error.
package struct Refusal: Error, Sendable {
  package var diagnostics: [Diagnostic]
  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// The machine refused: disk, memory, permission (exit status 3). `message` names the path or the number and the limit.
package struct MachineFailure: Error, Sendable {
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// Our own mistake (exit status 70): an invariant that no input should be able to break.
package struct InternalError: Error, Sendable {
  package var stage: String
  package var message: String
  package init(stage: String, _ message: String) {
    self.stage = stage
    self.message = message
  }
}
