/// One line of a source with a marked part, cut to a window that a terminal shows.
struct Excerpt {
  /// Columns shown of a line at most, besides the marks of a cut.
  static let window = 100
  /// Columns kept before the marked part when a line is cut.
  static let before = 40

  /// Text of the window, tabs as four blanks, everything visible.
  var text = ""
  /// Terminal columns before the marked part.
  var indent = 0
  /// Terminal columns of the marked part on this line, at least 1.
  var width = 0

  /// The line on which `span` starts. A span over several lines is marked to the end of its first.
  init(of span: Span, in source: SourceText) {
    let line = source.lineRange(around: span.start)
    let start = min(max(span.start, line.lowerBound), line.upperBound)
    let end = min(max(span.end, start), line.upperBound)
    var offset = Self.windowStart(line: line, markedFrom: start, bytes: source.bytes)
    var column = 0
    if offset > line.lowerBound {
      text = "..."
      column = 3
    }
    let limit = column + Self.window
    indent = column
    while offset < line.upperBound, column < limit {
      let (shown, columns, length) = Self.cell(source.bytes, at: offset)
      if offset < start { indent = column + columns }
      if offset >= start, offset < end { width += columns }
      text += shown
      column += columns
      offset += length
    }
    if offset < line.upperBound { text += "..." }
    width = max(width, 1)
  }

  /// Where the window starts: the line's start unless the marked part lies too far right.
  private static func windowStart(line: Range<Int>, markedFrom start: Int, bytes: [UInt8]) -> Int {
    guard line.count > window, start - line.lowerBound > before else { return line.lowerBound }
    var offset = start - before
    while offset > line.lowerBound, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private static func cell(_ bytes: [UInt8], at offset: Int) -> (shown: String, columns: Int, length: Int) {
    let (decoded, length) = decodeScalar(bytes, at: offset)
    guard let scalar = decoded else {
      let digits = String(bytes[offset], radix: 16)
      return ("\\x" + digits, 2 + digits.count, 1)
    }
    if scalar == "\t" { return ("    ", 4, length) }
    let shown = visible(scalar)
    return (shown, shown.unicodeScalars.count == 1 ? terminalWidth(scalar) : shown.unicodeScalars.count, length)
  }
}
