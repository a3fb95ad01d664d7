import Diagnostics
import RuleCatalogue
import YAMLDocument

/// Comments of a spec that accept warnings and notes: `# dvae: allow(rule-name) reason`, several rules by commas.
///
/// A comment before the first key holds for the file; on a line of its own, for the next line that is no comment; after
/// a value, for its line. A finding belongs to the line it starts on, and to the line of the key whose value it marks.
/// Errors cannot be allowed.
struct Allowances {
  private var comments: [Comment] = []
  private let document: Document

  private struct Comment {
    var codes: [String]
    var reason: String
    var span: Span
    /// nil: the whole file.
    var line: Int?
  }

  init(_ document: Document) {
    self.document = document
    let source = SourceText(name: "", bytes: document.bytes)
    let texts = scalarSpans(document.root)
    var waiting: [Int] = []
    var offset = 0
    while offset < document.bytes.count {
      let line = source.lineRange(around: offset)
      let next = document.bytes[line.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
      defer { offset = max(next ?? document.bytes.count, offset + 1) }
      let hash = commentStart(line, texts)
      let content = (hash.map { line.lowerBound..<$0 } ?? line).contains { !Self.isBlank(document.bytes[$0]) }
      if content {
        for index in waiting { comments[index].line = source.line(of: line.lowerBound) }
        waiting = []
      }
      guard let hash, var comment = comment(hash..<line.upperBound) else { continue }
      if content {
        comment.line = source.line(of: hash)
      } else if hash > document.root.span.start {
        waiting.append(comments.count)
      }
      comments.append(comment)
    }
  }

  /// The findings without those that are allowed, and with what is wrong with the comments themselves. A comment about
  /// one of the `unheard` rules, which had no say, may be needed.
  func applied(to findings: [Diagnostic], unheard: Set<DiagnosticCode> = []) -> [Diagnostic] {
    guard !comments.isEmpty else { return findings }
    let source = SourceText(name: "", bytes: document.bytes)
    let keys = keyOfValue(document.root)
    var used: Set<Int> = []
    var kept = findings.filter { finding in
      guard finding.severity < .error, finding.span.source == document.source else { return true }
      var lines = [source.line(of: finding.span.start)]
      if let key = keys[finding.span] { lines.append(source.line(of: key.start)) }
      let allowing = comments.indices.filter { index in
        comments[index].codes.contains(finding.code.name) && (comments[index].line.map(lines.contains) ?? true)
      }
      used.formUnion(allowing)
      return allowing.isEmpty
    }
    for (index, comment) in comments.enumerated() {
      let mayBeUsed = unheard.contains { comment.codes.contains($0.name) }
      kept += problems(comment, isUsed: mayBeUsed || used.contains(index))
    }
    return kept
  }

  private func problems(_ comment: Comment, isUsed: Bool) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for code in comment.codes {
      guard let rule = RuleSheet.named(code) else {
        let finding = Diagnostic.warning("bad-allow", "there is no rule `\(code)`", at: comment.span)
        let near = nearestName(to: code, among: RuleSheet.all.map(\.code.name))
        findings.append(near.map { finding.help("did you mean `\($0)`?") } ?? finding)
        continue
      }
      if rule.severity == .error, !isUsed {
        findings.append(.warning("bad-allow", "`\(code)` is an error, which no comment allows", at: comment.span))
      }
    }
    if comment.reason.isEmpty {
      findings.append(
        .note("bad-allow", "the comment gives no reason", at: comment.span).help("write it after the bracket"))
    }
    if !isUsed, findings.isEmpty {
      findings.append(
        .note("unused-allow", "nothing here needs this comment", at: comment.span).help("remove it"))
    }
    return findings
  }

  /// Where a comment starts in a line: a `#` at the start or after a blank, outside every value and key.
  private func commentStart(_ line: Range<Int>, _ texts: [Range<Int>]) -> Int? {
    line.first { offset in
      guard document.bytes[offset] == UInt8(ascii: "#"),
        offset == line.lowerBound || Self.isBlank(document.bytes[offset - 1])
      else { return false }
      return !isInside(offset, texts)
    }
  }

  /// Whether one of the sorted ranges, which do not overlap, holds `offset`.
  private func isInside(_ offset: Int, _ ranges: [Range<Int>]) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(offset)
  }

  private func comment(_ range: Range<Int>) -> Comment? {
    var text = Substring(String(decoding: document.bytes[range], as: UTF8.self)).dropFirst()
    func skipBlanks() { text = text.drop { $0 == " " || $0 == "\t" } }
    skipBlanks()
    guard text.hasPrefix("dvae:") else { return nil }
    text = text.dropFirst("dvae:".count)
    skipBlanks()
    guard text.hasPrefix("allow("), let end = text.firstIndex(of: ")") else { return nil }
    let codes = text[..<end].dropFirst("allow(".count).split(separator: ",").map { $0.filter { $0 != " " } }
    text = text[text.index(after: end)...]
    skipBlanks()
    let span = Span(source: document.source, start: range.lowerBound, end: range.upperBound)
    return Comment(codes: codes, reason: String(text), span: span)
  }

  private func scalarSpans(_ root: Node) -> [Range<Int>] {
    var spans: Set<Range<Int>> = []
    func visit(_ node: Node) {
      switch node.content {
      case .scalar: spans.insert(node.span.start..<max(node.span.start, node.span.end))
      case .sequence(let items): items.forEach(visit)
      case .mapping(let entries):
        for entry in entries {
          spans.insert(entry.keySpan.start..<max(entry.keySpan.start, entry.keySpan.end))
          visit(entry.value)
        }
      }
    }
    visit(root)
    return spans.sorted { $0.lowerBound < $1.lowerBound }
  }

  private func keyOfValue(_ root: Node) -> [Span: Span] {
    var keys: [Span: Span] = [:]
    func visit(_ node: Node) {
      switch node.content {
      case .scalar: return
      case .sequence(let items): items.forEach(visit)
      case .mapping(let entries):
        for entry in entries {
          keys[entry.value.span] = entry.keySpan
          visit(entry.value)
        }
      }
    }
    visit(root)
    return keys
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
