import Diagnostics
import YAMLDocument

/// Checks nodes against the declarations, collecting every finding of one run.
struct SpecReader {
  var findings: [Diagnostic] = []
  private var facts: Set<Fact> = []
  /// Keys and list indices from the root to where the reader is.
  var path: [String] = []
  /// Help for a number out of range at the key that is being read.
  var remedy: String?
  /// Findings of one reading at most; more would bury the first.
  static let findingLimit = 500

  /// What `kind` makes of `node`; nil when it is nothing of that kind (reported). `title` is the key before it.
  mutating func read(_ node: Node, as kind: ValueKind, title: Span) -> Reading? {
    if node.isEmpty {
      report(emptyValue(kind, at: title == .none ? node.span : title))
      return nil
    }
    switch kind {
    case .text(let rule): return readText(node, rule)
    case .boolean: return readBoolean(node)
    case .whole(let range): return readWhole(node, range)
    case .number(let range): return readNumber(node, range)
    case .bytes: return readBytes(node)
    case .choice(let alternatives): return readChoice(node, alternatives, title: title)
    case .list(let item, let count): return readList(node, of: item, count: count)
    case .section(let declaration): return readSection(node, declaration, title: title)
    case .entries(let value, let names, let minimum):
      return readEntries(node, of: value, names: names, minimum: minimum, title: title)
    case .either(let kinds):
      guard let fitting = fitting(node, among: kinds) else { return wrongType(node, kind) }
      return read(node, as: fitting, title: title)
    case .reference: return readReference(node)
    case .column: return readColumn(node)
    case .anything: return Reading(span: node.span, content: .node(node))
    case .shared(let shared): return read(node, as: shared.kind, title: title)
    }
  }

  /// What tells findings apart: not the path, since an alias brings the same text to several.
  private struct Fact: Hashable {
    var code: DiagnosticCode
    var span: Span
    var words: String
  }

  /// Adds a finding with the pointer of where the reader is. What an alias brings again is one finding.
  mutating func report(_ finding: Diagnostic) {
    guard findings.count < Self.findingLimit else { return }
    var placed = finding
    if placed.pointer.isEmpty { placed.pointer = pointer }
    let fact = Fact(code: placed.code, span: placed.span, words: placed.message.removing(prefix: place))
    if facts.insert(fact).inserted { findings.append(placed) }
  }

  /// Reads one level further in.
  mutating func descend<Result>(_ key: String, _ body: (inout SpecReader) -> Result) -> Result {
    path.append(key)
    defer { path.removeLast() }
    return body(&self)
  }

  /// Where the reader is, as people write it: `training.steps`; `the spec` at the root.
  var place: String { path.isEmpty ? "the spec" : "`\(path.joined(separator: "."))`" }

  /// Where the reader is, as a JSON pointer (RFC 6901).
  var pointer: String { jsonPointer(path) }

  /// Reports that `node` is not of `kind`.
  mutating func wrongType(_ node: Node, _ kind: ValueKind, help: String? = nil) -> Reading? {
    let finding = Diagnostic.error("wrong-type", "\(place) must be \(kind.words), not \(node.words)", at: node.span)
    report(help.map(finding.help) ?? finding)
    return nil
  }

  private func emptyValue(_ kind: ValueKind, at span: Span) -> Diagnostic {
    let finding = Diagnostic.error("empty-value", "\(place) has no value; it must be \(kind.words)", at: span)
    if case .text = kind { return finding.help("the empty text is written \"\"") }
    return path.isEmpty
      ? finding : finding.help("write a value, or remove the \(path.last.flatMap(Int.init) == nil ? "key" : "item")")
  }
}

extension String {
  /// Without `prefix` where it starts with it.
  func removing(prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }
}

/// A JSON pointer (RFC 6901) of keys and indices.
func jsonPointer(_ path: [String]) -> String {
  path.map { key in
    "/"
      + key.unicodeScalars.reduce(into: "") { text, scalar in
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
  }.joined()
}
