import Diagnostics
import YAMLDocument

extension SpecReader {
  mutating func readText(_ node: Node, _ rule: TextRule) -> Reading? {
    guard let scalar = node.scalar else { return wrongType(node, .text(rule)) }
    guard let problem = rule.problem(scalar.text) else {
      return Reading(span: node.span, content: .text(scalar.text))
    }
    report(.error("bad-text", "\(place) \(problem)", at: node.span))
    return nil
  }

  mutating func readBoolean(_ node: Node) -> Reading? {
    guard let scalar = node.scalar, scalar.isPlain, scalar.text == "true" || scalar.text == "false" else {
      return wrongType(node, .boolean, help: booleanHelp(node))
    }
    return Reading(span: node.span, content: .boolean(scalar.text == "true"))
  }

  mutating func readWhole(_ node: Node, _ range: ClosedRange<Int>) -> Reading? {
    guard let number = number(node, .whole(range)) else { return nil }
    guard number.isWhole else { return wrongType(node, .whole(range)) }
    guard let value = number.whole, range.contains(value) else { return outOfRange(node, .whole(range)) }
    return Reading(span: node.span, content: .whole(value))
  }

  mutating func readNumber(_ node: Node, _ range: NumberRange) -> Reading? {
    guard let number = number(node, .number(range)) else { return nil }
    guard let value = number.double else {
      report(
        .error("out-of-range", "\(place) is \(node.words), which no 64-bit floating-point number holds", at: node.span))
      return nil
    }
    guard range.contains(value) else { return outOfRange(node, .number(range)) }
    return Reading(span: node.span, content: .number(value))
  }

  /// `4GiB`, `512 MiB`, `1e9`: a whole number of bytes above 0.
  mutating func readBytes(_ node: Node) -> Reading? {
    guard let scalar = node.scalar else { return wrongType(node, .bytes) }
    let text = scalar.text
    let unit = ByteUnit.all.first { text.hasSuffix($0.name) }
    let digits = text.dropLast(unit?.name.count ?? 0).reversed().drop { $0 == " " }.reversed()
    guard let number = DecimalNumber(String(digits)), number.isWhole else { return wrongType(node, .bytes) }
    let (bytes, overflow) = (number.whole ?? Int.max).multipliedReportingOverflow(by: unit?.bytes ?? 1)
    guard bytes > 0, !overflow else { return outOfRange(node, .bytes) }
    return Reading(span: node.span, content: .whole(bytes))
  }

  /// The number that `node` writes; nil when it writes none (reported).
  private mutating func number(_ node: Node, _ kind: ValueKind) -> DecimalNumber? {
    guard let scalar = node.scalar else {
      _ = wrongType(node, kind)
      return nil
    }
    guard let number = DecimalNumber(scalar.text) else {
      let isNonFinite = [".inf", "-.inf", "+.inf", ".nan", "inf", "nan"].contains(scalar.text.lowercased())
      _ = wrongType(node, kind, help: isNonFinite ? "a spec holds finite numbers only" : nil)
      return nil
    }
    guard scalar.isPlain else {
      _ = wrongType(node, kind, help: "without quotes it is a number: `\(scalar.text)`")
      return nil
    }
    return number
  }

  private mutating func outOfRange(_ node: Node, _ kind: ValueKind) -> Reading? {
    let finding = Diagnostic.error("out-of-range", "\(place) must be \(kind.words), not \(node.words)", at: node.span)
    report(remedy.map(finding.help) ?? finding)
    return nil
  }

  private func booleanHelp(_ node: Node) -> String? {
    guard let scalar = node.scalar else { return nil }
    switch scalar.text.lowercased() {
    case "yes", "on", "y", "1": return "write `true`"
    case "no", "off", "n", "0": return "write `false`"
    case "true", "false": return "write `\(scalar.text.lowercased())`, without quotes"
    default: return nil
    }
  }
}

/// Units of a number of bytes, longest first.
struct ByteUnit {
  var name: String
  var bytes: Int
  static let all = [
    ByteUnit(name: "KiB", bytes: 1 << 10), ByteUnit(name: "MiB", bytes: 1 << 20), ByteUnit(name: "GiB", bytes: 1 << 30),
    ByteUnit(name: "TiB", bytes: 1 << 40), ByteUnit(name: "KB", bytes: 1000), ByteUnit(name: "kB", bytes: 1000),
    ByteUnit(name: "MB", bytes: 1_000_000), ByteUnit(name: "GB", bytes: 1_000_000_000),
    ByteUnit(name: "TB", bytes: 1_000_000_000_000), ByteUnit(name: "B", bytes: 1),
  ]
}
