import Diagnostics
import ModelSpec

/// A uniform or fixed prior of a variable that depends on others in p.
///
///     latents: {a: {categories: 2}, b: {categories: 2, parents: [a], prior: uniform}}                    # flagged
///     latents: {a: {categories: 2}, b: {categories: 2, posterior: {parents: [a]}, prior: uniform}}       # accepted
enum PriorWithDependencies {
  static let code: DiagnosticCode = "prior-with-dependencies"

  static func finding(_ section: BlockSection, dependency: Span) -> Diagnostic {
    let name = section.name.value
    let message = "the prior of `\(name)` is not learned, so it depends on nothing, but `\(name)` has dependencies in p"
    return .error(code, message, at: section.prior.distribution.span).context("they are written here", at: dependency)
      .help("move dependencies that only q should have under `posterior`, or write `prior: learned`")
  }

  static func layers(_ section: BlockSection, at span: Span) -> Diagnostic {
    .error(code, "the prior of `\(section.name.value)` is not learned and has no layers", at: span)
  }
}
