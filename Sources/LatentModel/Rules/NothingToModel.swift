import Diagnostics

/// A spec without a field to explain.
///
///     fields: {digit: {type: categorical, role: label}}     # flagged: a label is no part of the model
///     fields: {digit: {type: categorical}}                  # accepted
enum NothingToModel {
  static let code: DiagnosticCode = "nothing-to-model"

  static func noFields(at span: Span, labels: [String]) -> Diagnostic {
    let message =
      labels.isEmpty ? "the data have no field to model" : "every field is a label; p(x | z) has nothing to explain"
    return .error(code, message, at: span)
  }
}
