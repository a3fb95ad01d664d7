import Diagnostics

/// Layers of a network that sees nothing. They are left out: what they give is one constant.
///
///     latents: {z: {categories: 4, prior: {layers: [{dense: 8}]}}}                          # flagged: z is a root of p
///     latents: {a: {categories: 2}, z: {categories: 4, parents: [a], prior: {layers: [{dense: 8}]}}}     # accepted
enum LayersWithoutInput {
  static let code: DiagnosticCode = "layers-without-input"

  static func finding(_ path: String, at span: Span) -> Diagnostic {
    .warning(code, "the layers of `\(path)` see nothing and are left out", at: span)
  }
}
