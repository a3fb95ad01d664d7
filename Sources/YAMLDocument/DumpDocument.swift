import Diagnostics

extension Document {
  /// The tree as stable text, a line a node: indentation, key, kind or value, and the line where it stands.
  package func dump() -> String {
    var lines = DocumentLines(text: SourceText(name: "", bytes: bytes))
    lines.add(root, label: "", level: 0)
    return lines.text
  }
}

private struct DocumentLines {
  let source: SourceText
  var text = ""

  init(text: SourceText) { source = text }

  mutating func add(_ node: Node, label: String, level: Int) {
    let head = String(repeating: "  ", count: level) + label
    let place = "  @\(source.line(of: node.span.start))\n"
    switch node.content {
    case .scalar(let scalar):
      let value = visible(scalar.text)
      text += head + (scalar.isPlain ? value : JSONValue.string(scalar.text).compactText) + place
    case .sequence(let items):
      text += head + "list of \(items.count)" + place
      for item in items { add(item, label: "- ", level: level + 1) }
    case .mapping(let entries):
      text += head + "map of \(entries.count)" + place
      for entry in entries {
        add(entry.value, label: visible(entry.key) + (entry.isMerged ? " (merged): " : ": "), level: level + 1)
      }
    }
  }
}
