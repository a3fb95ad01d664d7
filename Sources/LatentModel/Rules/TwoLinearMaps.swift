import Diagnostics
import ModelSpec

/// A dense layer directly before another linear map: together they are one linear map of lower rank.
///
///     encoder: {layers: [{dense: 64}, {dense: 32}, relu]}           # noted
///     encoder: {layers: [{dense: 64}, relu, {dense: 32}, relu]}     # accepted
struct TwoLinearMaps: ModelRule {
  static let code: DiagnosticCode = "two-linear-maps"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    // Layers that are not used, or left out since they see nothing, have a finding of their own.
    var lists: [(layers: [LayerSection], meetsLogits: Bool)] = spec.decoder.fields.map { ($0.layers, true) }
    if model.decoder.usesTrunk { lists.append((spec.decoder.layers, true)) }
    if model.encoder.isUsed {
      lists.append((spec.encoder.layers, true))
      lists += spec.encoder.fields.map { ($0.layers, false) }
    }
    for (prior, section) in zip(model.priors, spec.latents) {
      if case .learned(let network, _) = prior, !network.layers.isEmpty { lists.append((section.prior.layers, true)) }
      lists.append((section.posterior.layers, true))
    }
    return lists.compactMap { Self.finding($0.layers, meetsLogits: $0.meetsLogits) }
  }

  private static func finding(_ layers: [LayerSection], meetsLogits: Bool) -> Diagnostic? {
    for (layer, next) in zip(layers, layers.dropFirst()) {
      if case .residual(let inner) = layer.kind, let found = finding(inner, meetsLogits: false) { return found }
      guard case .dense = layer.kind, case .dense = next.kind else { continue }
      return .note(code, "two dense layers with nothing in between are one linear map", at: next.span)
        .context("the first is here", at: layer.span).help("put an activation, as `relu`, between them")
    }
    guard meetsLogits, let last = layers.last, case .dense = last.kind else { return nil }
    return .note(code, "the layers end in a dense layer, and the linear map to the logits follows it", at: last.span)
      .help("end with an activation, as `relu`, or leave this layer out: the last map is always added")
  }
}
