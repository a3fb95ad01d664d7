import Diagnostics
import ModelSpec

/// A value of prior probability zero where q is a network: q always gives it some mass, so KL is infinite.
///
///     latents: {z: {categories: 2, prior: {fixed: [1, 0]}}}                      # flagged
///     latents: {z: {categories: 2, prior: {fixed: [1, 0]}}}, encoder: exact      # accepted
struct ZeroPrior: ModelRule {
  static let code: DiagnosticCode = "zero-prior"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior else { return [] }
    return spec.latents.compactMap { section in
      guard case .fixed(let probabilities) = section.prior.distribution.value,
        let value = probabilities.firstIndex(of: 0), probabilities.count > 1
      else { return nil }
      let message = "value \(value) of `\(section.name.value)` has prior probability 0, so KL(q || p) is infinite"
      return .error(Self.code, message, at: section.prior.distribution.span)
        .help("write `encoder: exact`, a small probability, or fewer categories")
    }
  }
}
