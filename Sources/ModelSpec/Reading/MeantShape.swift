import Diagnostics
import YAMLDocument

/// What a value of the wrong shape was probably meant for, as help.
extension SpecReader {
  /// The maps that a bare value was probably meant for: with the first key that must be there, or with one of those of
  /// which there must be one.
  func asMap(_ node: Node, _ declaration: SectionDeclaration) -> String? {
    guard let scalar = node.scalar else { return nil }
    var names = declaration.keys.filter(\.isRequired).prefix(1).map(\.name)
    for case .exactlyOne(let choices) in declaration.rules where names.isEmpty { names = choices }
    let fitting = names.filter { name in declaration.keys.contains { $0.name == name && $0.kind.takes(scalar) } }
    guard !fitting.isEmpty else { return nil }
    let value = scalar.isPlain ? scalar.text : JSONValue.string(scalar.text).compactText
    return "write " + fitting.map { "`{\($0): \(value)}`" }.joined(separator: " or ")
  }

  /// The list that something else was probably meant for.
  func asList(_ node: Node) -> String? {
    switch node.content {
    case .scalar(let scalar):
      return "write a list: `[\(scalar.isPlain ? scalar.text : JSONValue.string(scalar.text).compactText)]`"
    case .mapping(let entries):
      guard let entry = entries.first, let value = entry.value.scalar, entries.count == 1 else {
        return entries.isEmpty ? "write `[]` for none" : "make each entry an item: `[{key: value}, {key: value}]`"
      }
      return "write a list: `[{\(entry.key): \(value.text)}]`"
    case .sequence: return nil
    }
  }
}
