import Diagnostics
import YAMLDocument

/// One comment `# dvae: allow(rule-name, ...) reason` of a spec.
struct AllowComment {
  var codes: [String]
  var reason: String
  var span: Span
  /// The line it holds for; nil: the whole file.
  var line: Int?
}

/// Finds the comments of a document: before the first key one holds for the file; on a line of its own, for the next line
/// that is no comment; after a value, for its line.
struct AllowComments {
  private(set) var comments: [AllowComment] = []
  private let document: Document

  init(_ document: Document) {
    self.document = document
    let source = SourceText(name: "", bytes: document.bytes)
    let texts = Self.scalarSpans(document.root)
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

  private func comment(_ range: Range<Int>) -> AllowComment? {
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
    return AllowComment(codes: codes, reason: String(text), span: span)
  }

  private static func scalarSpans(_ root: Node) -> [Range<Int>] {
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

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
