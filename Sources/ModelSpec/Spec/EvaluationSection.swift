import Diagnostics

/// `evaluation`.
package struct EvaluationSection: Sendable {
  package var span: Span
  package var elboSamples: Spanned<Int>
  package var importanceSamples: Spanned<Int>
  /// nil is `auto`: log p(x) when inside the budget.
  package var exact: Spanned<Bool?>
  package var seed: Spanned<UInt64>
}

/// `limits`.
package struct LimitsSection: Sendable {
  package var span: Span
  /// Table entries a row that exact summing may cost.
  package var enumeration: Spanned<Double>
  /// Bytes.
  package var memory: Spanned<Int>
}
