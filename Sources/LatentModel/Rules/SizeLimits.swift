import Diagnostics

/// Sizes past which a model is refused before anything of that size is built.
///
///     latents: {z: {categories: 2, count: 1000000}}     # flagged
///     latents: {z: {categories: 2, count: 1000}}        # accepted
enum SizeLimits {
  static let code: DiagnosticCode = "model-too-large"
  static let variables = 100_000
  static let dependencies = 10_000_000
  static let totalParameters = 1e12

  static func isOver(dependencies units: Int, _ each: Int) -> Bool {
    let (total, overflow) = units.multipliedReportingOverflow(by: each)
    return overflow || total > dependencies
  }

  static func tooManyVariables(_ count: Int, at span: Span) -> Diagnostic {
    .error(code, "\(count) latent variables are more than the \(variables) that a model may have", at: span)
  }

  static func tooManyDependencies(_ name: String, at span: Span) -> Diagnostic {
    .error(code, "\(name): more than \(dependencies) dependencies between single variables", at: span)
      .help("fewer variables, `within: markov`, or shares (`block.each`) depend on less")
  }
}
