import Diagnostics
import ModelSpec

/// Sampled blocks with different numbers of draws: draws are joint.
///
///     latents: {a: {categories: 2, gradient: {rloo: {samples: 4}}}, b: {categories: 2, gradient: {rloo: {samples: 8}}}}     # flagged
///     latents: {a: {categories: 2, gradient: {rloo: {samples: 4}}}, b: {categories: 2, gradient: {rloo: {samples: 4}}}}     # accepted
struct SamplesDisagree: ModelRule {
  static let code: DiagnosticCode = "samples-disagree"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    let sampled = model.blocks.filter { $0.gradient.estimator != .exact && !$0.gradient.estimator.isRelaxed }
    guard let first = sampled.first(where: { $0.gradient.reason == nil }) ?? sampled.first else { return [] }
    let samples = first.gradient.estimator.samples
    return sampled.filter { $0.gradient.estimator.samples != samples }.map { block in
      let own = block.gradient.estimator.samples
      return .error(
        Self.code, "`\(block.name)` takes \(own) draws a row and `\(first.name)` \(samples): draws are joint",
        at: block.gradient.span
      )
      .context("`\(first.name)` takes \(samples) here", at: first.gradient.span)
      .help("write the same `samples` for both")
    }
  }
}
