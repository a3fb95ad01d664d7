import Diagnostics
import ModelSpec

/// Layers that nothing reads.
///
///     decoder: {layers: [{dense: 8}], fields: {x: {parents: [z]}}}     # flagged: x reads z, not the trunk
///     decoder: {layers: [{dense: 8}]}                                  # accepted
struct UnusedNetwork: ModelRule {
  static let code: DiagnosticCode = "unused-network"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if !model.decoder.usesTrunk, let first = spec.decoder.layers.first, !model.decoder.layers.isEmpty {
      findings.append(
        .warning(Self.code, "no field reads the decoder's trunk: each has its own `parents`", at: first.span))
    }
    if case .networks = model.posterior, !model.encoder.isUsed,
      let first = spec.encoder.layers.first ?? spec.encoder.fields.first?.layers.first
    {
      findings.append(
        .warning(Self.code, "no block reads the encoder: each has its own `posterior.inputs`", at: first.span))
    }
    return findings
  }
}
