import Diagnostics

/// One variable or column that reaches a factor twice.
///
///     latents: {a: {categories: 2, count: 2}, b: {categories: 2, parents: [a, a.1]}}     # flagged
///     latents: {a: {categories: 2, count: 2}, b: {categories: 2, parents: [a]}}          # accepted
enum DoubledParent {
  static let code: DiagnosticCode = "doubled-parent"

  static func finding(_ variable: String, of taker: String, _ first: Span, _ second: Span) -> Diagnostic {
    .error(code, "`\(taker)` gets `\(variable)` twice", at: second).context("`\(variable)` is here already", at: first)
  }

  static func input(_ second: Span, _ first: Span, of taker: String) -> Diagnostic {
    .error(code, "`\(taker)` gets the same columns twice", at: second).context("they are here already", at: first)
  }
}
