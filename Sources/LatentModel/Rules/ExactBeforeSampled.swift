import Diagnostics
import ModelSpec

/// A block that is summed out while a sampled block depends on it in q: its value is needed for the draw.
///
///     latents: {a: {categories: 2, gradient: exact}, b: {categories: 2, parents: [a], gradient: rloo}}     # flagged
///     latents: {a: {categories: 2, gradient: rloo}, b: {categories: 2, parents: [a], gradient: exact}}     # accepted
struct ExactBeforeSampled: ModelRule {
  static let code: DiagnosticCode = "exact-before-sampled"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior else { return [] }
    let sampled = Set(model.blocks.indices.filter { model.blocks[$0].gradient.estimator != .exact })
    return model.blocks.indices.filter { !sampled.contains($0) }.compactMap { index in
      guard let (later, earlier) = model.firstDependency(of: sampled, on: [index]) else { return nil }
      let block = model.blocks[index]
      let place = model.variables.first { $0.name == later }.map { model.blocks[$0.block] }
      let message = "`\(block.name)` is summed out, but `\(later)` is drawn and depends on `\(earlier)` in q"
      let finding = Diagnostic.error(Self.code, message, at: block.gradient.span)
        .help("sample `\(block.name)` too, sum `\(place?.name ?? later)` out too, or turn the dependency round in q")
      guard let place else { return finding }
      let reason = place.gradient.reason.map { " (auto: \($0))" } ?? ""
      return finding.context("`\(place.name)` is drawn by this estimator\(reason)", at: place.gradient.span)
    }
  }
}
