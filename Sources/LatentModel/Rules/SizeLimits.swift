import Diagnostics

/// Sizes past which a model is refused before anything of that size is built.
///
///     latents: {z: {categories: 2, count: 20000, within: autoregressive}}     # flagged: 2e8 dependencies
///     latents: {z: {categories: 2, count: 20000, within: markov}}             # accepted
enum SizeLimits {
  static let code: DiagnosticCode = "model-too-large"
  static let dependencies = 10_000_000
  static let totalParameters = 1e12

  static func isOver(dependencies units: Int, _ each: Int) -> Bool {
    let (total, overflow) = units.multipliedReportingOverflow(by: each)
    return overflow || total > dependencies
  }

  static func tooManyDependencies(_ name: String, at span: Span) -> Diagnostic {
    .error(code, "\(name): more than \(dependencies) dependencies between single variables", at: span)
      .help("fewer variables, `within: markov`, or shares (`block.each`) depend on less")
  }
}
