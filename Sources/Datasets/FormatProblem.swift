import Diagnostics

/// What is wrong inside a data file, before it is known who named the file.
struct FormatProblem: Error {
  var code: DiagnosticCode
  var message: String
  var help: [String]

  init(_ code: DiagnosticCode, _ message: String, help: String...) {
    self.code = code
    self.message = message
    self.help = help
  }

  /// The finding at the place of the spec that names the file.
  func diagnostic(at path: DataPath) -> Diagnostic {
    var finding = Diagnostic.error(code, "`\(path.full)`: \(message)", at: path.span)
    finding.help = help
    return finding
  }
}

/// A data file: where the spec names it, and the path that is opened.
struct DataPath: Sendable {
  var written: String
  /// Absolute.
  var full: String
  var span: Span
}

/// A short excerpt of a file's text for a message: control characters escaped, at most 40 characters.
func excerpt(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(40)
  return visible(String(start)) + (start.endIndex < text.unicodeScalars.endIndex ? "..." : "")
}
