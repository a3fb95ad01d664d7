import Diagnostics

/// A field's own encoder layers where the encoder does not read the field.
///
///     encoder: {inputs: [a], fields: {b: {layers: [{dense: 8}]}}}        # flagged
///     encoder: {inputs: [a, b], fields: {b: {layers: [{dense: 8}]}}}     # accepted
enum UnusedPart {
  static let code: DiagnosticCode = "unused-part"

  static func field(_ name: Spanned<String>) -> Diagnostic {
    .warning(code, "the encoder does not read `\(name.value)`; its layers are not used", at: name.span)
  }
}
