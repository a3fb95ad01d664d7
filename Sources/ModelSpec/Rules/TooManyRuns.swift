import Diagnostics

/// Axes whose product with the seeds is more runs than one ablation may have.
enum TooManyRuns: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    guard let ablation = root.section("ablation"), let axes = ablation["axes"] else { return [] }
    var runs = max(1, ablation["seeds"]?.list?.count ?? 1)
    for axis in axes.entries ?? [] {
      let settings = axis.value.map { $0.list?.count ?? $0.entries?.count ?? 1 } ?? 1
      let (product, overflow) = runs.multipliedReportingOverflow(by: settings)
      runs = overflow ? Int.max : product
    }
    guard runs > Largest.ablationRuns else { return [] }
    let count = runs == Int.max ? "more runs than can be counted" : "\(runs) runs"
    return [
      Diagnostic.error(
        "too-many-runs", "the axes and seeds make \(count), over \(Largest.ablationRuns)", at: axes.span
      ).help("cross fewer axes, or name the combinations you want as settings of one axis")
        .pointing(to: "ablation", "axes")
    ]
  }
}
