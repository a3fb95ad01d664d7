import Diagnostics
import RuleCatalogue

/// Prints what a rule means, with a spec that has it and one that does it well; without a code, the list of rules.
package func explain(code: String?, format: ReportFormat, in session: Session) throws -> ExitStatus {
  guard let code else {
    let rules = RuleSheet.all
    if format == .json {
      try session.output.write(JSONValue.array(rules.map(\.json)).indentedText)
    } else {
      let width = rules.map(\.code.name.count).max() ?? 0
      for rule in rules {
        let name = rule.code.name + String(repeating: " ", count: width - rule.code.name.count)
        let severity = rule.severity.rawValue + String(repeating: " ", count: 7 - rule.severity.rawValue.count)
        try session.output.line("\(name)  \(severity)  \(rule.title)")
      }
    }
    return .success
  }
  guard let rule = RuleSheet.named(code) else {
    let near = nearestName(to: code, among: RuleSheet.all.map(\.code.name)).map { "; did you mean `\($0)`?" }
    throw UsageError("there is no rule `\(visible(code))`\(near ?? ""): `dvae-run explain --list` lists them")
  }
  try session.output.write(format == .json ? rule.json.indentedText : rule.text)
  return .success
}

extension RuleSheet {
  /// The page of this rule.
  fileprivate var text: String {
    var parts = ["\(severity)[\(code)]: \(title)\n", explanation + "\n"]
    if let flagged { parts.append("Flagged:\n\n" + flagged.text) }
    if let accepted { parts.append("Accepted:\n\n" + accepted.text) }
    if severity < .error {
      parts.append("To accept it: a comment `# dvae: allow(\(code)) reason` on the line before, or at the top.\n")
    }
    return parts.joined(separator: "\n")
  }

  fileprivate var json: JSONValue {
    [
      "code": .string(code.name), "severity": .string(severity.rawValue), "title": .string(title),
      "explanation": .string(explanation), "flagged": flagged.map { .string($0.spec) } ?? .null,
      "accepted": accepted.map { .string($0.spec) } ?? .null,
    ]
  }
}

extension Example {
  /// The spec and its readable files, indented.
  fileprivate var text: String {
    var text = indented(isLatin1 ? visibleLines(spec) : spec)
    for file in files where file.name != "data.csv" || !file.isUsual {
      text +=
        "\n  with `\(file.name)`" + (file.isText ? ":\n\n" + indented(file.head) : ", \(file.bytes.count) bytes\n")
    }
    return text
  }

  private func visibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }.joined(separator: "\n")
  }

  private func indented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast(text.hasSuffix("\n") ? 1 : 0).map { $0.isEmpty ? "\n" : "    \(escaped($0))\n" }.joined()
  }

  /// Control characters of an example would move the cursor; tabs are shown by their escape.
  private func escaped(_ line: Substring) -> String { visible(String(line)) }
}

extension ExampleFile {
  /// Whether it is the table that most examples read.
  fileprivate var isUsual: Bool { bytes == ExampleFile.bits.bytes }

  /// Its first lines.
  fileprivate var head: String {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix(5).joined(separator: "\n") + (lines.count > 6 ? "\n...\n" : "\n")
  }
}
