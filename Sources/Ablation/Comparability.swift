import Diagnostics

/// Whether results in one file may stand in one table: they must be of the same data, evaluated the same way.
package enum Comparability {
  /// One finding a difference between what is compared now and what the file holds, each with a run that has it.
  package static func differences(
    from results: [RunResult], dataFingerprint: String, evaluation: String, file: String, at span: Span
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: Set<String> = []
    for result in results {
      for message in data(result.dataFingerprint, dataFingerprint) + settings(result.evaluation, evaluation)
      where seen.insert(message).inserted {
        findings.append(
          Diagnostic.error("incomparable-results", "the runs in `\(file)` cannot be compared: \(message)", at: span)
            .help("choose another folder with `--run`, or start again with `--overwrite`"))
      }
    }
    return findings
  }

  /// The parts of two fingerprints, each `name:digest`, that are not alike.
  private static func data(_ old: String, _ new: String) -> [String] {
    let (before, now) = (pairs(old, separator: " ", ":"), pairs(new, separator: " ", ":"))
    return ["facts", "train", "valid", "test"].filter { before[$0] != now[$0] }.map { name in
      let words = name == "facts" ? "fields, columns or values of the data" : "\(name) rows"
      if before[name] == nil { return "they had no \(name) rows" }
      if now[name] == nil { return "they had \(name) rows, and there are none now" }
      return "the \(words) were others"
    }
  }

  private static func settings(_ old: String, _ new: String) -> [String] {
    let (before, now) = (pairs(old, separator: "\n", "="), pairs(new, separator: "\n", "="))
    return Set(before.keys).union(now.keys).sorted().filter { before[$0] != now[$0] }.map { name in
      "`\(name)` was \(before[name] ?? "absent") and is \(now[name] ?? "absent") now"
    }
  }

  private static func pairs(_ text: String, separator: Character, _ middle: Character) -> [String: String] {
    let pairs = text.split(separator: separator).map { $0.split(separator: middle, maxSplits: 1).map(String.init) }
    return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
  }
}
