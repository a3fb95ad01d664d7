import Diagnostics
import ModelSpec

/// Two variables that depend on each other in p and are independent given x in q: q cannot follow p. A note where q's
/// side was written, as a deliberate choice; else a warning.
///
///     latents: {a: {categories: 2}, b: {categories: 2, prior: {parents: [a]}}}     # flagged
///     latents: {a: {categories: 2}, b: {categories: 2, parents: [a]}}              # accepted
struct PosteriorIgnoresDependency: ModelRule {
  static let code: DiagnosticCode = "posterior-ignores-dependency"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior else { return [] }
    let (p, q) = (model.priorDependencies(), model.posteriorDependencies())
    let known = q.map { Set($0) }
    return model.blocks.indices.compactMap { index in
      let block = model.blocks[index]
      for own in block.variables where model.variables[own].categories > 1 {
        let ignored = p[own].first {
          model.variables[$0.index].categories > 1 && !known[own].contains($0)
            && !known[$0.index].contains(VariableID(own))
        }
        guard let ignored else { continue }
        let (later, earlier) = (model.variables[own].name, model.variables[ignored.index].name)
        let section = spec.latents[index].posterior
        let isWritten = section.parents != nil || section.within != nil
        let message = "p(`\(later)`) depends on `\(earlier)`, but q draws them independently of each other given x"
        return Diagnostic(isWritten ? .note : .warning, Self.code, message, at: block.span)
          .help("the bound stays below log p(x) by what the two share given x; let `posterior` depend on it too")
      }
      return nil
    }
  }
}
