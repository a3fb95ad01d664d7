import Datasets
import Diagnostics
import ModelSpec

/// The parts of a model as they are resolved, and everything found on the way.
///
/// A part that is wrong leaves a finding and a harmless value behind, so that the rest can be checked in the same run.
struct Resolver {
  let spec: Spec
  let facts: DataFacts
  var findings: [Diagnostic] = []

  var fields: [ModelField] = []
  var labels: [String] = []
  var blocks: [Block] = []
  var variables: [Variable] = []
  /// One entry a variable, in variable order.
  var priorDependencies: [[Dependency]] = []
  var posteriorDependencies: [[Dependency]] = []
  var priorOrder: [VariableID] = []
  var posteriorOrder: [VariableID] = []
  /// False when a side's references were wrong: what follows from them is not reported.
  var areDependenciesSound = true
  var encoder: Encoder
  /// Columns of the encoder's output.
  var encoderColumns = 0
  var decoder: Decoder
  /// Columns of the trunk's output.
  var trunkColumns = 0
  var priors: [Prior] = []
  var posterior = Posterior.exact

  init(spec: Spec, facts: DataFacts) {
    self.spec = spec
    self.facts = facts
    encoder = Encoder(
      inputs: [], layers: [], center: spec.encoder.center.value, span: spec.encoder.span, isUsed: false)
    decoder = Decoder(span: spec.decoder.span, parents: [], layers: [], usesTrunk: false, fields: [])
  }

  mutating func refuseIfWrong() throws {
    if findings.contains(where: { $0.severity == .error }) { throw Refusal(findings) }
  }

  /// The model, before its estimators and KL forms are decided.
  func assembled() -> Model {
    Model(
      name: spec.name.value, blocks: blocks, variables: variables, priors: priors, posterior: posterior,
      fields: fields, labels: labels, encoder: encoder, decoder: decoder,
      objective: Objective(
        klWeight: spec.objective.klWeight.value, freeBits: spec.objective.freeBits.value, analyticKL: [],
        span: spec.objective.span),
      priorOrder: priorOrder, posteriorOrder: posteriorOrder, limits: spec.limits)
  }
}

/// A variable that something depends on, and the place that says so.
struct Dependency: Equatable {
  var variable: VariableID
  var span: Span
}
