import Diagnostics

/// A label where the model would see it.
///
///     fields: {digit: {type: categorical, role: label}}, encoder: {inputs: [digit]}     # flagged
///     fields: {digit: {type: categorical}}, encoder: {inputs: [digit]}                  # accepted
enum LabelAsInput {
  static let code: DiagnosticCode = "label-as-input"

  static func finding(_ name: String, at span: Span) -> Diagnostic {
    .error(code, "`\(name)` is a label, which only evaluation sees", at: span)
      .help("drop it here, or `role: label` from the field")
  }
}
