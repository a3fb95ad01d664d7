import Diagnostics

/// Bytes that libyaml may see: within the size limit, UTF-8, no control characters, no directives.
///
/// Directives are refused here and not by the parser: libyaml compares every `%TAG` with all before it, before its
/// first event, which is quadratic in the size of the file.
struct CheckedText {
  let bytes: [UInt8]
  let source: SourceID
  /// Bytes handed to the parser: the text without its byte-order mark.
  let range: Range<Int>
  /// Offset in `bytes` of each scalar handed to the parser, and of the end. Nil when all are ASCII.
  private let offsets: [Int]?

  /// Throws `Refusal`.
  init(bytes: [UInt8], range whole: Range<Int>, source: SourceID) throws {
    self.bytes = bytes
    self.source = source
    let hasMark = bytes[whole].starts(with: [0xEF, 0xBB, 0xBF])
    range = (hasMark ? whole.lowerBound + 3 : whole.lowerBound)..<whole.upperBound
    try Self.checkSize(whole, source: source)
    try Self.checkEncoding(bytes[whole], source: source)
    offsets = try Self.scan(bytes: bytes, range: range, source: source)
  }

  /// The byte of a place that libyaml counts in scalars.
  func byte(ofScalar index: Int) -> Int {
    guard let offsets else { return min(range.lowerBound + max(index, 0), range.upperBound) }
    return offsets[min(max(index, 0), offsets.count - 1)]
  }

  func span(_ start: Int, _ end: Int) -> Span { Span(source: source, start: start, end: max(start, end)) }

  private static func checkSize(_ range: Range<Int>, source: SourceID) throws {
    guard range.count > Document.Limit.bytes else { return }
    throw Refusal([
      .error(
        "file-too-large", "the text has \(range.count) bytes; a spec may have \(Document.Limit.bytes) (1 MiB)",
        at: Span(source: source, start: range.lowerBound, end: range.lowerBound))
    ])
  }

  /// UTF-16 and UTF-32, by their marks or by the zero bytes that ASCII has in them.
  private static func checkEncoding(_ bytes: ArraySlice<UInt8>, source: SourceID) throws {
    let start = Array(bytes.prefix(4))
    let name: String
    switch start {
    case _ where start.starts(with: [0xFF, 0xFE, 0, 0]), [0, 0, 0xFE, 0xFF]: name = "UTF-32"
    case _ where start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]): name = "UTF-16"
    case _ where start.count > 1 && (start[0] == 0) != (start[1] == 0): name = "UTF-16 (without a byte-order mark)"
    default: return
    }
    throw Refusal([
      Diagnostic.error(
        "not-utf8", "the text is \(name); a spec is UTF-8",
        at: Span(source: source, start: bytes.startIndex, end: bytes.startIndex)
      ).help("save the file as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8`")
    ])
  }

  /// One pass over the bytes: malformed UTF-8, control characters, directives; answers the offsets of the scalars.
  private static func scan(bytes: [UInt8], range: Range<Int>, source: SourceID) throws -> [Int]? {
    var offsets: [Int]?
    var offset = range.lowerBound
    var isLineStart = true
    while offset < range.upperBound {
      let byte = bytes[offset]
      var length = 1
      var endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if byte >= 0x80 {
        if offsets == nil { offsets = Array(range.lowerBound..<offset) }
        let decoded = decodeScalar(bytes, at: offset)
        guard let scalar = decoded.scalar, offset + decoded.length <= range.upperBound else {
          throw Refusal([malformed(byte, at: offset, source: source)])
        }
        length = decoded.length
        endsLine = scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
        if !isAllowed(scalar) { throw Refusal([control(scalar, at: offset, length: length, source: source)]) }
      } else if byte < 0x20 && !endsLine && byte != UInt8(ascii: "\t") || byte == 0x7F {
        throw Refusal([control(Unicode.Scalar(byte), at: offset, length: 1, source: source)])
      } else if byte == UInt8(ascii: "%"), isLineStart {
        throw Refusal([directive(at: offset, bytes: bytes, end: range.upperBound, source: source)])
      }
      offsets?.append(offset)
      isLineStart = endsLine
      offset += length
    }
    offsets?.append(range.upperBound)
    return offsets
  }

  /// What YAML calls printable, of the scalars above ASCII.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
