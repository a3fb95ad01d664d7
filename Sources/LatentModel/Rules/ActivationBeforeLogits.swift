import Diagnostics
import ModelSpec

/// An output layer written by hand: the linear map to the logits and the likelihood's own nonlinearity are always added.
///
///     decoder: {layers: [{dense: 32}, relu, {dense: 4}, sigmoid]}     # flagged, for four binary columns
///     decoder: {layers: [{dense: 32}, relu]}                          # accepted
struct ActivationBeforeLogits: ModelRule {
  static let code: DiagnosticCode = "activation-before-logits"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (index, field) in model.fields.enumerated() {
      let own = spec.decoder.fields.first { $0.name.value == field.name }?.layers ?? []
      let layers = own.isEmpty && model.likelihoodReadsTrunk(ofField: index) ? spec.decoder.layers : own
      guard let last = layers.last, case .activation(.sigmoid) = last.kind, layers.count > 1,
        case .dense(let units, _, _) = layers[layers.count - 2].kind,
        units == field.columns.indices.reduce(0, { $0 + field.logits(ofColumn: $1) })
      else { continue }
      findings.append(
        .warning(
          Self.code,
          "`sigmoid` after \(units) units looks like the output of `\(field.name)`; its \(units) logits and their "
            + "sigmoid come after it", at: last.span
        ).help("leave `{dense: \(units)}` and `sigmoid` out: every network ends in a linear map to its logits"))
    }
    return findings
  }
}

extension Model {
  /// Whether some column of a field reads the decoder's trunk.
  func likelihoodReadsTrunk(ofField field: Int) -> Bool {
    decoder.fields[field].network.outputs.contains { $0.sources.contains(.trunk) }
  }
}
