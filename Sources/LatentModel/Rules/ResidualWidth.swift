import Diagnostics

/// A residual branch that cannot be added to its input.
///
///     layers: [{dense: 64}, {residual: [{dense: 32}, relu]}]                  # flagged: 32 columns on 64
///     layers: [{dense: 64}, {residual: [{dense: 32}, relu, {dense: 64}]}]     # accepted
enum ResidualWidth {
  static let code: DiagnosticCode = "residual-width"

  static func finding(_ input: Int, _ output: Int, at span: Span) -> Diagnostic {
    .error(code, "a residual branch on \(input) columns ends in \(output)", at: span)
      .help("end it with `{dense: \(input)}`")
  }
}
