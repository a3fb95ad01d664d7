import Diagnostics
import YAMLDocument

extension SpecReader {
  /// `block`, `block.3`, `block.each`. Whether there is such a block or field is the model's question.
  mutating func readReference(_ node: Node) -> Reading? {
    guard let scalar = node.scalar else { return wrongType(node, .reference) }
    let pieces = scalar.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var part = Reference.Part.whole
    if pieces.count == 2 {
      if pieces[1] == "each" {
        part = .each
      } else if pieces[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let index = Int(pieces[1]) {
        part = .variable(index)
      } else {
        return badReference(scalar.text, at: node.span)
      }
    }
    guard let name = pieces.first, !name.isEmpty, pieces.count <= 2 else {
      return badReference(scalar.text, at: node.span)
    }
    return Reading(span: node.span, content: .reference(Reference(name: name, part: part, span: node.span)))
  }

  private mutating func badReference(_ text: String, at span: Span) -> Reading? {
    report(
      Diagnostic.error("bad-reference", "\(place): `\(text)` names no block, variable or share", at: span)
        .help("write `block`, `block.3` for one variable (from 0) or `block.each` for equal shares"))
    return nil
  }

  /// A column's name, number or range, or `rest`. Quoted text is always a name.
  mutating func readColumn(_ node: Node) -> Reading? {
    guard let scalar = node.scalar else { return wrongType(node, .column) }
    guard scalar.isPlain else { return column(.name(scalar.text), node) }
    if scalar.text == "rest" { return column(.rest, node) }
    let pieces = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
    let isNumbers = pieces.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    guard isNumbers, pieces.count <= 2 else { return column(.name(scalar.text), node) }
    let numbers = pieces.compactMap { Int($0) }.filter { $0 < Int(Int32.max) }
    guard numbers.count == pieces.count, let first = numbers.first, let last = numbers.last else {
      report(.error("out-of-range", "\(place): no file has a column `\(scalar.text)`", at: node.span))
      return nil
    }
    if pieces.count == 1 { return column(.index(first), node) }
    guard first <= last else {
      report(
        Diagnostic.error("bad-range", "\(place): the range `\(scalar.text)` runs backwards", at: node.span)
          .help("write `\(last)-\(first)`"))
      return nil
    }
    return column(.range(first...last), node)
  }

  private func column(_ selector: ColumnSelector, _ node: Node) -> Reading {
    Reading(span: node.span, content: .column(selector))
  }
}
