import Diagnostics
import YAMLDocument

extension ValueKind {
  /// What a value of this kind is, for a sentence: "a whole number from 1".
  var words: String {
    switch self {
    case .text(let rule): rule.words
    case .boolean: "`true` or `false`"
    case .whole(let range): range.words
    case .number(let range): range.words
    case .bytes: "a number of bytes, as `4GiB`"
    case .choice(let alternatives) where alternatives.count == 1: "`\(alternatives[0].name)`"
    case .choice(let alternatives): "one of " + alternatives.map { "`\($0.name)`" }.joined(separator: ", ")
    case .list(let item, _): "a list, each item \(item.words)"
    case .section: "a map"
    case .entries: "a map of names"
    case .either(let kinds): kinds.map(\.words).joined(separator: ", or ")
    case .reference: "the name of a block, variable or share"
    case .column: "a column's name or number, a range as `0-63`, or `rest`"
    case .anything: "a value"
    case .shared(let shared): shared.kind.words
    }
  }
}

extension TextRule {
  var words: String {
    switch self {
    case .any: "text"
    case .path: "a path"
    case .runName: "a name"
    case .delimiter: "one character"
    }
  }

  /// What is wrong with `text`, to follow the key's name; nil when nothing is.
  func problem(_ text: String) -> String? {
    switch self {
    case .any: return nil
    case .path:
      if text.isEmpty { return "is an empty path" }
      return text.unicodeScalars.contains("\0") ? "holds a zero byte, which no path can" : nil
    case .runName:
      if text.isEmpty || text.hasPrefix(".") { return "must be a name that starts with no dot" }
      if text.unicodeScalars.count > 100 { return "has more than 100 characters" }
      return text.unicodeScalars.allSatisfy(Self.isNameScalar)
        ? nil : "may hold letters, digits, `-`, `_` and `.` only"
    case .delimiter:
      let isOne = text.utf8.count == 1 && text.unicodeScalars.allSatisfy { $0.isASCII }
      return isOne && !["\"", "\r", "\n"].contains(text) ? nil : "must be one ASCII character, no quote and no line end"
    }
  }

  /// Letters and digits of any script, `-`, `_`, `.`.
  static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar == "." || scalar.properties.isAlphabetic
      || scalar.properties.generalCategory == .decimalNumber || scalar.properties.generalCategory == .nonspacingMark
  }
}

extension ClosedRange<Int> {
  var words: String {
    if lowerBound == upperBound { return "`\(lowerBound)`" }
    return "a whole number from \(lowerBound) " + (upperBound == Int.max ? "up" : "to \(upperBound)")
  }

  /// For how many items a list has.
  var countWords: String {
    if lowerBound == upperBound { return "\(lowerBound) items" }
    return upperBound == Int.max
      ? "at least \(lowerBound) item" + (lowerBound == 1 ? "" : "s") : "\(lowerBound) to \(upperBound) items"
  }
}

extension NumberRange {
  var words: String {
    let low = lower.map { ($0.isIncluded ? "from " : "above ") + shortest($0.value) }
    let high = upper.map { ($0.isIncluded ? "to " : "below ") + shortest($0.value) }
    let bounds: [String]
    switch (low, high) {
    case (nil, nil): bounds = []
    case (let low?, nil): bounds = lower?.isIncluded == true ? [low, "up"] : [low]
    case (nil, let high?): bounds = [high]
    case (let low?, let high?): bounds = [low, upper?.isIncluded == true ? high : "and " + high]
    }
    return (["a number"] + bounds).joined(separator: " ")
  }

  private func shortest(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}

extension Node {
  /// What stands here, for a sentence: "`abc`", "the quoted text \"8\"", "a list".
  var words: String {
    switch content {
    case .scalar(let scalar):
      let text =
        scalar.text.unicodeScalars.count > 60 ? String(scalar.text.unicodeScalars.prefix(60)) + "..." : scalar.text
      return scalar.isPlain ? "`\(text)`" : "the quoted text \"\(text)\""
    case .sequence: return "a list"
    case .mapping(let entries): return entries.isEmpty ? "an empty map" : "a map"
    }
  }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension NameRule {
  /// What is wrong with a name that the user gave; nil when nothing is.
  func finding(_ name: String, at span: Span) -> Diagnostic? {
    guard self == .part else { return nil }
    if name.isEmpty { return .error("bad-name", "a block or field needs a name", at: span) }
    if name.unicodeScalars.contains(".") {
      return Diagnostic.error(
        "bad-name", "the name `\(name)` holds a dot, which reaches inside a block or field", at: span
      )
      .help("write `\(String(name.map { $0 == "." ? "_" : $0 }))`")
    }
    if name == "encoder" {
      return .error("bad-name", "`encoder` names the encoder's output, no block or field", at: span)
    }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return .error("bad-name", "the name holds a control character", at: span)
    }
    return nil
  }
}
