import Diagnostics

extension Node {
  /// The value on one line, in YAML's flow style; read again it is the same value. Notes and comments are not in it.
  package var flowText: String {
    switch content {
    case .scalar(let scalar): scalar.flowText
    case .sequence(let items): "[" + items.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(Scalar.key($0.key)): \($0.value.flowText)" }.joined(separator: ", ") + "}"
    }
  }
}

extension Node.Scalar {
  /// Plain text stays plain where nothing in it has a meaning of its own; all else is a JSON string, which YAML reads
  /// the same.
  fileprivate var flowText: String {
    isPlain && Self.isWord(text) ? text : JSONValue.string(text).compactText
  }

  fileprivate static func key(_ text: String) -> String { isWord(text) ? text : JSONValue.string(text).compactText }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != "-" || text.unicodeScalars.count > 1 else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || "_-+./".unicodeScalars.contains(scalar)
    } && text != "---" && text != "..."
  }
}
