import Diagnostics

/// A seed listed twice: its runs are the same run, and would count as two.
///
///     ablation: {seeds: [1, 2, 1], axes: {...}}     # flagged
enum RepeatedSeed: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    var places: [Int: Span] = [:]
    return (root.section("ablation")?["seeds"]?.list ?? []).compactMap { item in
      guard let seed = item.whole else { return nil }
      guard let first = places[seed] else {
        places[seed] = item.span
        return nil
      }
      return Diagnostic.error("repeated-seed", "the seed \(seed) is listed twice", at: item.span)
        .context("it is listed here first", at: first).help("runs of one seed are the same run: remove it")
        .pointing(to: "ablation", "seeds")
    }
  }
}
