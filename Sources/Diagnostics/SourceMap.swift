/// Every text a message may quote: spec files, command-line arguments, data files.
package struct SourceMap: Sendable {
  private var texts: [SourceText] = []

  package init() {}

  /// Adds a text and answers its name for spans. `name` is what messages call it: a path, or `--set training.steps=x`.
  package mutating func add(name: String, bytes: [UInt8]) -> SourceID {
    texts.append(SourceText(name: name, bytes: bytes))
    return SourceID(rawValue: texts.count - 1)
  }

  /// The text called `id`; nil for `Span.none` and for names of another map.
  package subscript(id: SourceID) -> SourceText? {
    texts.indices.contains(id.rawValue) ? texts[id.rawValue] : nil
  }

  /// Where a span starts; nil when this map does not hold its text.
  package func start(of span: Span) -> TextPosition? {
    self[span.source]?.position(of: span.start)
  }
}

/// A place as people count: line and column from 1, columns in Unicode scalars.
package struct TextPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int
}

/// One text with its line starts. LF, CR LF and a lone CR end a line; a byte-order mark at the start is no column.
package struct SourceText: Sendable {
  package let name: String
  package let bytes: [UInt8]
  /// Offset of the first byte of every line; never empty.
  private let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    var previousIsReturn = false
    var offset = 0
    for byte in bytes {
      if previousIsReturn, byte != UInt8(ascii: "\n") { starts.append(offset) }
      previousIsReturn = byte == UInt8(ascii: "\r")
      offset += 1
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    if previousIsReturn { starts.append(offset) }
    lineStarts = starts
  }

  /// Line and column of a byte; offsets outside the text count as its first or last place.
  package func position(of offset: Int) -> TextPosition {
    let place = min(max(offset, lineStarts[0]), bytes.count)
    let line = lineIndex(of: place)
    var column = 1
    for index in lineStarts[line]..<max(place, lineStarts[line]) where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return TextPosition(line: line + 1, column: column)
  }

  /// Line of a byte, from 1.
  package func line(of offset: Int) -> Int { lineIndex(of: offset) + 1 }

  /// Bytes of the line that holds `offset`, without its end.
  package func lineRange(around offset: Int) -> Range<Int> {
    let line = lineIndex(of: min(max(offset, lineStarts[0]), bytes.count))
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  /// The last line that starts at or before `offset`.
  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
