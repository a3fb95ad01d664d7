import Diagnostics
import ModelSpec

/// Exact summing whose cost is over the budget.
///
///     latents: {z: {categories: 2, count: 30}}, objective: {gradient: exact}     # flagged: 2^30 configurations feed one field
///     latents: {z: {categories: 2, count: 10}}, objective: {gradient: exact}     # accepted
struct EnumerationOverBudget: ModelRule {
  static let code: DiagnosticCode = "enumeration-over-budget"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    if case .exact = model.posterior {
      let cost = model.eliminationForLikelihood()
      if model.isInsideBudget(cost) { return [] }
      return [finding(cost, model, model.blocks, at: spec.encoder.span, wayOut: "leave `encoder: exact` out")]
    }
    let exact = model.blocks.filter { $0.gradient.estimator == .exact }
    guard let first = exact.first else { return [] }
    let cost = model.eliminationForObjective()
    if model.isInsideBudget(cost) { return [] }
    return [finding(cost, model, exact, at: first.gradient.span, wayOut: "write `gradient: {rloo: {samples: 4}}`")]
  }

  private func finding(
    _ cost: ExactCost, _ model: Model, _ blocks: [Block], at span: Span, wayOut: String
  ) -> Diagnostic {
    let names = blocks.map { "`\($0.name)`" }.joined(separator: ", ")
    let limit = model.limits.enumeration
    var message =
      "summing \(names) out needs \(cost.wording) terms a row, over the limit of \(ExactCost.word(limit.value))"
    if let widest = cost.widest, widest.variables.count > 1 {
      message += ": \(widest.name) holds \(widest.variables.count) variables together"
    }
    let finding = Diagnostic.error(Self.code, message, at: span)
    return (limit.isWritten ? finding.context("the limit is set here", at: limit.span) : finding)
      .help("\(wayOut), let each field depend on fewer variables, or raise `limits.enumeration`")
  }
}
