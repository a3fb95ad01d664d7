extension JSONValue {
  /// The value on one line, without blanks and without a line end.
  package var compactText: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The value over several lines, two blanks a level, with a line end.
  package var indentedText: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    // The shortest decimal that reads back as the same Double.
    case .number(let number): text += number.value.description
    case .string(let value): writeJSONString(value, to: &text)
    case .array(let items):
      writeList(items, brackets: ("[", "]"), to: &text, indent: indent) { item, text, inner in
        item.write(to: &text, indent: inner)
      }
    case .object(let members):
      writeList(members, brackets: ("{", "}"), to: &text, indent: indent) { member, text, inner in
        writeJSONString(member.key, to: &text)
        text += inner == nil ? ":" : ": "
        member.value.write(to: &text, indent: inner)
      }
    }
  }
}

private func writeList<Item>(
  _ items: [Item], brackets: (String, String), to text: inout String, indent: Int?,
  write: (Item, inout String, Int?) -> Void
) {
  text += brackets.0
  let inner = indent.map { $0 + 1 }
  for (index, item) in items.enumerated() {
    if index > 0 { text += "," }
    if let inner { text += "\n" + String(repeating: "  ", count: inner) }
    write(item, &text, inner)
  }
  if let indent, !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
  text += brackets.1
}

/// Quotes `value`; control, format and separator characters are written as escapes, all else as it is.
private func writeJSONString(_ value: String, to text: inout String) {
  text += "\""
  defer { text += "\"" }
  // Nearly every string: looking up what a scalar is takes longer than all else.
  if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
    text += value
    return
  }
  for scalar in value.unicodeScalars {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
