/// Findings by source, then start and end, those without a place last; equal places keep their order.
package func inReadingOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  func place(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
    let span = diagnostic.span
    return (span.source.rawValue < 0 ? Int.max : span.source.rawValue, span.start, span.end)
  }
  return diagnostics.enumerated()
    .sorted { left, right in
      let (first, second) = (place(left.element), place(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    .map(\.element)
}
