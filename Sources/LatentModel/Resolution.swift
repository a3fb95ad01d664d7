import Datasets
import Diagnostics
import ModelSpec

/// A model and what else there is to say about the spec: warnings and notes, no errors.
package struct Resolution: Sendable {
  package var model: Model
  package var findings: [Diagnostic]

  package init(model: Model, findings: [Diagnostic]) {
    self.model = model
    self.findings = findings
  }
}

/// The factorisation that `spec` describes for data with these `facts`.
///
/// - Throws: `Refusal` with every error of the sections at once; findings that only follow from another are left out.
package func resolveModel(spec: Spec, facts: DataFacts) throws -> Resolution {
  var resolver = Resolver(spec: spec, facts: facts)
  resolver.resolveFields()
  resolver.resolveBlocks()
  resolver.resolveDependencies()
  resolver.resolveEncoder()
  resolver.resolveDecoder()
  resolver.resolvePriors()
  resolver.resolvePosterior()
  try resolver.refuseIfWrong()
  var model = resolver.assembled()
  model.decideGradients(spec)
  model.objective.analyticKL = model.decidedKL(spec.objective.kl.value)
  resolver.findings += ModelRules.all.flatMap { $0.check(model, spec) }
  resolver.findings += FactsRules.all.flatMap { $0.check(facts, spec) }
  try resolver.refuseIfWrong()
  return Resolution(model: model, findings: resolver.findings)
}
