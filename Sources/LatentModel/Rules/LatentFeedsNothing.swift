import Diagnostics
import ModelSpec

/// A latent that no field depends on in p, directly or through others: it can learn nothing of x.
///
///     latents: {a: {categories: 2}, b: {categories: 2}}, decoder: {parents: [a]}                  # flagged: b
///     latents: {a: {categories: 2, parents: [b]}, b: {categories: 2}}, decoder: {parents: [a]}    # accepted
struct LatentFeedsNothing: ModelRule {
  static let code: DiagnosticCode = "latent-feeds-nothing"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    let read = model.fields.indices.flatMap { model.likelihoodDependencies(ofField: $0).joined() }
    let feeds = Model.reachable(from: Set(read).map(\.index), model.priorDependencies().map { $0.map(\.index) })
    return model.blocks.compactMap { block in
      let idle = block.variables.filter { !feeds[$0] }
      guard let first = idle.first else { return nil }
      let name = idle.count == block.variables.count ? block.name : model.variables[first].name
      let more = idle.count == block.variables.count || idle.count == 1 ? "" : " and \(idle.count - 1) more"
      return .warning(Self.code, "no field depends on `\(name)`\(more)", at: block.span)
        .help("put it among the parents of the decoder, of a field or of another block")
    }
  }
}
