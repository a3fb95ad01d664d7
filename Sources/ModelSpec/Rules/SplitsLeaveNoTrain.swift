import Diagnostics

/// Splits that take every row of train, or an `offset` that no row has.
///
///     data: {valid: {fraction: 0.5}, test: {fraction: 0.5}}     # flagged
///     data: {valid: {every: 10, offset: 10}}                    # flagged: offsets are 0 to 9
enum SplitsLeaveNoTrain: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    guard let data = root.section("data") else { return [] }
    var findings: [Diagnostic] = []
    if let valid = data.section("valid")?["fraction"], let test = data.section("test")?["fraction"],
      let first = valid.number, let second = test.number, first + second >= 1
    {
      findings.append(
        Diagnostic.error("no-train-rows", "valid and test together take every row of train", at: test.span)
          .context("the other fraction is written here", at: valid.span)
          .pointing(to: "data", "test", "fraction"))
    }
    for split in ["valid", "test"] {
      guard let section = data.section(split), let every = section["every"]?.whole, let offset = section["offset"],
        let start = offset.whole, start >= every
      else { continue }
      findings.append(
        Diagnostic.error(
          "out-of-range", "`offset` must be below `every`: from 0 to \(every - 1), not `\(start)`", at: offset.span
        ).pointing(to: "data", split, "offset"))
    }
    return findings
  }
}
