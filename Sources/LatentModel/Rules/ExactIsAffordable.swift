import Diagnostics
import ModelSpec

/// A sampled estimator where summing every block out is cheap and has no variance.
///
///     latents: {z: {categories: 10}}, objective: {gradient: {rloo: {samples: 4}}}     # noted: 20 terms a row
///     latents: {z: {categories: 10}}, objective: {gradient: exact}                    # accepted
struct ExactIsAffordable: ModelRule {
  static let code: DiagnosticCode = "exact-is-affordable"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior else { return [] }
    let chosen = model.blocks.filter {
      $0.gradient.reason == nil && $0.gradient.estimator != .exact && !$0.gradient.estimator.isRelaxed
    }
    guard let first = chosen.first else { return [] }
    let budget = min(Model.automaticTerms, model.limits.enumeration.value)
    let cost = model.eliminationForObjective(summing: Set(model.blocks.indices), budget: budget)
    guard !cost.isLowerBound, cost.terms <= budget else { return [] }
    let message = "`\(first.name)` is sampled, but summing every block out costs only \(cost.wording) terms a row"
    return [
      .note(Self.code, message, at: first.gradient.span)
        .help("`gradient: exact` gives the same expected gradient without variance")
    ]
  }
}
