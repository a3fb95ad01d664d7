/// A scalar as a terminal may show it: control, format and separator characters become `\u{...}`, so no text from a
/// file moves the cursor, changes colours or reverses the reading direction.
package func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
    "\\u{" + String(scalar.value, radix: 16) + "}"
  default: String(scalar)
  }
}

/// `text` with every scalar made visible. Line feeds are escaped too.
package func visible(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  return text.unicodeScalars.reduce(into: "") { $0 += visible($1) }
}

/// `text` cut to what a report gives of one sentence: a name in it may be as long as a file.
func cut(_ text: String) -> String {
  let limit = 400
  guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
  return String(text.unicodeScalars.prefix(limit)) + "..."
}

/// Columns a terminal gives to a visible scalar: 0 for marks that combine, 2 for East Asian wide ones and emoji.
func terminalWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  default: break
  }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}
