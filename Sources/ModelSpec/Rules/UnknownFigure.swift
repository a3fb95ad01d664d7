import Diagnostics

/// A name in `compare` that no run reports.
///
///     ablation: {compare: [test.elbow], axes: {...}}     # flagged
enum UnknownFigure: SpecRule {
  /// Figures of a whole run. `cost` is what one training step computes, in floating-point operations.
  private static let ofRun = ["parameters", "cost", "seconds", "steps", "epochs", "selected_step"]
  private static let ofTraining = ["elbo", "reconstruction", "kl", "objective"]
  private static let ofSplit = [
    "elbo", "reconstruction", "kl", "importance_bound", "log_likelihood", "active_variables", "rows", "seconds",
    "rows_per_second",
  ]
  /// Figures with parts named after blocks, variables, fields or labels, or after other figures.
  private static let withParts = [
    "kl", "reconstruction", "usage_perplexity", "mutual_information", "label_accuracy", "nmi", "bits_per_dimension",
  ]

  static func findings(in root: SectionReading) -> [Diagnostic] {
    var seen: Set<String> = []
    return (root.section("ablation")?["compare"]?.list ?? []).compactMap { item in
      guard let name = item.text else { return nil }
      let finding: Diagnostic?
      if !seen.insert(name).inserted {
        finding = .error("repeated-value", "`\(name)` is compared twice", at: item.span)
      } else {
        finding = problem(name, at: item.span, root)
      }
      return finding?.pointing(to: "ablation", "compare")
    }
  }

  private static func problem(_ name: String, at span: Span, _ root: SectionReading) -> Diagnostic? {
    let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1, ofRun.contains(name) { return nil }
    if parts.count >= 2, ["valid", "test"].contains(parts[0]), let data = root.section("data"), data[parts[0]] == nil,
      !data.broken.contains(parts[0])
    {
      return Diagnostic.error(
        "unknown-figure", "`\(name)` needs \(parts[0]) rows, which `data` does not have", at: span
      )
      .help("add them: `data: {\(parts[0]): {fraction: 0.1}}`, or compare another figure")
    }
    if parts.count == 2, parts[0] == "train", ofTraining.contains(parts[1]) { return nil }
    if parts.count == 2, ["valid", "test"].contains(parts[0]), ofSplit.contains(parts[1]) { return nil }
    if parts.count == 3, ["valid", "test"].contains(parts[0]), withParts.contains(parts[1]) { return nil }
    let finding = Diagnostic.error("unknown-figure", "no run reports a figure called `\(name)`", at: span)
    let known =
      ofRun + ofTraining.map { "train.\($0)" }
      + ["valid", "test"].flatMap { split in ofSplit.map { "\(split).\($0)" } }
    return finding.help(nearestName(to: name, among: known).map { "did you mean `\($0)`?" } ?? "compare `test.elbo`")
  }
}
