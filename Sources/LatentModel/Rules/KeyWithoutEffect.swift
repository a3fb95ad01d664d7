import Diagnostics
import ModelSpec

/// A key that changes nothing beside what else the spec says.
///
///     encoder: exact, evaluation: {importance_samples: 50}     # flagged: the ELBO is log p(x)
///     evaluation: {importance_samples: 50}                     # accepted
struct KeyWithoutEffect: ModelRule {
  static let code: DiagnosticCode = "key-without-effect"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    let isExact = if case .exact = model.posterior { true } else { false }
    let hasHeldOut = spec.data.valid != nil
    let usesNetworkBaseline = model.blocks.contains {
      if case .reinforce(_, .network) = $0.gradient.estimator { true } else { false }
    }
    let everyBlockSays = !spec.latents.isEmpty && spec.latents.allSatisfy { $0.gradient != nil }
    let isSampled = model.blocks.contains { $0.gradient.estimator != .exact }
    let readsBits = model.encoder.inputs.contains {
      if case .binary = model.fields[$0.field].kind { true } else { false }
    }
    let isArray = [.idx, .npy, .npz].contains(spec.data.format?.value)

    var findings: [Diagnostic] = []
    func tell(_ key: String, _ span: Span?, when condition: Bool, _ reason: String) {
      guard condition, let span, span != .none else { return }
      findings.append(.warning(Self.code, "`\(key)` has no effect here: \(reason)", at: span).help("remove the key"))
    }
    tell(
      "evaluation.importance_samples", spec.evaluation.importanceSamples.span, when: isExact,
      "with `encoder: exact` the ELBO is log p(x), and no bound is needed")
    tell(
      "objective.gradient", spec.objective.gradient.span, when: everyBlockSays && !isExact, "every block has its own")
    tell(
      "training.evaluate_every", spec.training.evaluateEvery.span, when: !hasHeldOut, "`data` has no valid rows")
    tell(
      "encoder.center", spec.encoder.center.span, when: !readsBits && spec.encoder.center.value,
      "no binary field is read")
    tell(
      "objective.kl", spec.objective.kl.span, when: !isSampled && !isExact && spec.objective.kl.value != .auto,
      "every block is summed out, its KL included")
    tell("data.header", spec.data.header?.span, when: isArray, "an array has no header")
    tell("data.delimiter", spec.data.delimiter?.span, when: isArray, "an array has no cells of text")
    for part in spec.training.parts where part.part.value == .control {
      tell("training.parts.control", part.part.span, when: !usesNetworkBaseline, "no baseline is a network")
    }
    for part in spec.training.parts where part.part.value == .encoder {
      tell("training.parts.encoder", part.part.span, when: isExact, "`encoder: exact` has no network")
    }
    return findings
  }
}
