import Diagnostics

/// Shared layers whose users see different things must begin with a sum over what each sees: a dense layer.
///
///     latents: {z: {categories: 2, count: 3, within: autoregressive, posterior: {layers: [layer_norm]}}}     # flagged
///     latents: {z: {categories: 2, count: 3, within: autoregressive, posterior: {layers: [{dense: 8}]}}}     # accepted
enum FirstLayerNotDense {
  static let code: DiagnosticCode = "first-layer-not-dense"

  static func finding(_ path: String, at span: Span) -> Diagnostic {
    .error(code, "the outputs of `\(path)` see different sources, so its first layer must be dense", at: span)
      .help("put `{dense: 64}` first: each output adds up its own sources there")
  }
}
