import Diagnostics

/// Two axes that set the same value, or one inside the other: which of them counts would be an accident.
///
///     ablation: {axes: {training.batch_size: [10, 100], size: {big: {training.batch_size: 500}}}}     # flagged
enum OverlappingAxes: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var known: [(path: Spanned<String>, axis: Spanned<String>)] = []
    for axis in root.axisPaths {
      for path in axis.paths {
        guard let other = known.first(where: { overlap($0.path.value, path.value) }) else { continue }
        let isSame = other.path.value == path.value
        findings.append(
          Diagnostic.error(
            "overlapping-axes",
            isSame
              ? "the axes `\(other.axis.value)` and `\(axis.name.value)` both set `\(path.value)`"
              : "the axis `\(axis.name.value)` sets `\(path.value)`, and `\(other.axis.value)` sets "
                + "`\(other.path.value)`",
            at: path.span
          ).context("`\(other.axis.value)` sets it here", at: other.path.span)
            .help("make them one axis with named settings")
            .pointing(to: "ablation", "axes", axis.name.value))
      }
      known += axis.paths.map { ($0, axis.name) }
    }
    return findings
  }

  private static func overlap(_ left: String, _ right: String) -> Bool {
    left == right || left.hasPrefix(right + ".") || right.hasPrefix(left + ".")
  }
}

extension SectionReading {
  /// What each axis of `ablation` sets: every path once an axis, where it is first written.
  var axisPaths: [(name: Spanned<String>, paths: [Spanned<String>])] {
    (section("ablation")?["axes"]?.entries ?? []).compactMap { axis in
      guard let value = axis.value else { return nil }
      if value.list != nil { return (axis.name, [axis.name]) }
      var paths: [Spanned<String>] = []
      for setting in value.entries ?? [] {
        for entry in setting.value?.entries ?? [] where !paths.contains(where: { $0.value == entry.name.value }) {
          paths.append(entry.name)
        }
      }
      return (axis.name, paths)
    }
  }
}
