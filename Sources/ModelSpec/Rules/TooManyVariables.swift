import Diagnostics

/// Blocks that are each within bounds and together hold more variables than a model may have.
///
///     latents: {a: {categories: 2, count: 60000}, b: {categories: 2, count: 60000}}     # flagged
enum TooManyVariables: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    var total = 0
    for (name, block) in root.sections("latents") {
      // Every count is at most `Largest.variables` and there are at most 100,000 blocks, so the sum fits.
      total += block["categories"]?.list?.count ?? block["count"]?.whole ?? 1
      guard total > Largest.variables else { continue }
      return [
        Diagnostic.error(
          "too-many-variables",
          "the blocks up to `\(name.value)` hold \(total) variables; a model may have \(Largest.variables)",
          at: block["count"]?.span ?? name.span
        ).pointing(to: "latents", name.value)
      ]
    }
    return []
  }
}
