import Diagnostics

/// A block among inputs, which are what q sees of x.
///
///     latents: {a: {categories: 2}, b: {categories: 2, posterior: {inputs: [encoder, a]}}}      # flagged
///     latents: {a: {categories: 2}, b: {categories: 2, posterior: {parents: [a]}}}              # accepted
enum BlockAsInput {
  static let code: DiagnosticCode = "block-as-input"

  static func finding(_ name: String, at span: Span) -> Diagnostic {
    .error(code, "`\(name)` is a block; inputs are the encoder and fields", at: span)
      .help("write it under `posterior.parents`")
  }
}
