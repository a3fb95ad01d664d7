import Diagnostics
import ModelSpec

/// A variable of one value: allowed, and without any effect.
///
///     latents: {z: {categories: 1}}     # noted
///     latents: {z: {categories: 2}}     # accepted
struct OneCategory: ModelRule {
  static let code: DiagnosticCode = "one-category"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    zip(model.blocks, spec.latents).compactMap { block, section in
      let single = block.variables.filter { model.variables[$0].categories == 1 }
      guard let first = single.first else { return nil }
      let name = single.count == block.variables.count ? block.name : model.variables[first].name
      let span = section.categories.span == .none ? block.span : section.categories.span
      return .note(Self.code, "`\(name)` has one value and carries no information", at: span)
    }
  }
}
