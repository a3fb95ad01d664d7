import Diagnostics
import ModelSpec

/// Keys about a network q, or about estimating its gradient, beside `encoder: exact`.
///
///     encoder: exact, objective: {gradient: rloo}     # flagged: there is nothing to estimate
///     encoder: exact                                  # accepted
enum ExactEncoderConflict {
  static let code: DiagnosticCode = "exact-encoder-conflict"

  static func findings(_ spec: Spec) -> [Diagnostic] {
    let objective = spec.objective
    let written: [(key: String, span: Span)] =
      [
        ("objective.gradient", objective.gradient.span), ("objective.kl", objective.kl.span),
        ("objective.kl_weight", objective.klWeight.span), ("objective.free_bits", objective.freeBits.span),
      ]
      + spec.latents.flatMap {
        [
          ("latents.\($0.name.value).gradient", $0.gradient?.span ?? .none),
          ("latents.\($0.name.value).posterior", $0.posterior.span),
        ]
      }
    return written.filter { $0.span != .none }.map { key, span in
      .error(code, "`\(key)` means nothing where q is p(z | x) itself", at: span)
        .context("q is exact here", at: spec.encoder.span).help("drop `\(key)`")
    }
  }
}
