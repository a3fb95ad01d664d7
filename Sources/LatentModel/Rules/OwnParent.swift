import Diagnostics
import ModelSpec

/// A block among its own parents.
///
///     latents: {z: {categories: 2, count: 3, parents: [z]}}                   # flagged
///     latents: {z: {categories: 2, count: 3, within: autoregressive}}         # accepted
enum OwnParent {
  static let code: DiagnosticCode = "own-parent"

  static func finding(_ reference: Reference) -> Diagnostic {
    .error(code, "`\(reference.name)` cannot depend on itself through `\(reference.text)`", at: reference.span)
      .help("for dependencies inside the block write `within: autoregressive` or `within: markov`")
  }
}
