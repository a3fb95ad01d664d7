import Diagnostics

extension CheckedText {
  static func malformed(_ byte: UInt8, at offset: Int, source: SourceID) -> Diagnostic {
    Diagnostic.error(
      "not-utf8", "byte 0x\(String(byte, radix: 16)) is not UTF-8 here",
      at: Span(source: source, start: offset, end: offset + 1)
    ).help("save the file as UTF-8")
  }

  static func control(_ scalar: Unicode.Scalar, at offset: Int, length: Int, source: SourceID) -> Diagnostic {
    Diagnostic.error(
      "control-character", "the control character \(visible(scalar)) cannot stand in YAML",
      at: Span(source: source, start: offset, end: offset + length)
    ).help("inside double quotes write it as an escape, as \"\\x\(String(scalar.value, radix: 16))\"")
  }

  /// A line that starts with `%`, marked to its end (at most 100 bytes).
  static func directive(at offset: Int, bytes: [UInt8], end: Int, source: SourceID) -> Diagnostic {
    let line = bytes[offset..<min(end, offset + 100)].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return Diagnostic.error(
      "yaml-directive", "a line that starts with `%` is a YAML directive, which a spec cannot hold",
      at: Span(source: source, start: offset, end: line.endIndex)
    ).help("remove the line, or indent or quote it if it is text")
  }
}
