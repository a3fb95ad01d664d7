import Diagnostics
import ModelSpec

/// `kl: analytic` for a variable whose prior depends on what is drawn after it.
///
///     latents: {a: {categories: 2, prior: {parents: [b]}}, b: {categories: 2, posterior: {parents: [a]}}}, objective: {kl: analytic}     # flagged
///     latents: {a: {categories: 2}, b: {categories: 2, parents: [a]}}, objective: {kl: analytic}                                         # accepted
struct NoAnalyticKL: ModelRule {
  static let code: DiagnosticCode = "no-analytic-kl"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior, spec.objective.kl.value == .analytic else { return [] }
    let conflicts = model.analyticConflicts()
    var told: Set<Int> = []
    return model.variables.indices.compactMap { index in
      let variable = model.variables[index]
      guard !model.objective.analyticKL[index], let later = conflicts[index], told.insert(variable.block).inserted
      else { return nil }
      let message =
        "the KL of `\(variable.name)` has no closed form: p(`\(variable.name)`) depends on "
        + "`\(model.variables[later.index].name)`, which q draws after it"
      return .error(Self.code, message, at: spec.objective.kl.span)
        .context("`\(variable.name)` belongs to this block", at: model.blocks[variable.block].span)
        .help("write `kl: auto`, or sum `\(model.blocks[variable.block].name)` out with `gradient: exact`")
    }
  }
}
