import Diagnostics

/// Delimited text, fed in chunks of any size.
///
/// Rows end at LF, CR LF or a lone CR; the last one needs no end. A cell may be quoted: then delimiters and line ends
/// (stored as LF) belong to it and a doubled quote is one. Blanks around a cell and outside its quotes are cut. A
/// leading UTF-8 mark is dropped. Lines of nothing but blanks are skipped, except in a table of one column, where they
/// are a row with an empty cell.
struct CSVReader {
  /// Bytes of the largest cell.
  static let cellLimit = 1 << 20

  let table: TextTable
  private let delimiter: UInt8
  private let cell: GrowingBuffer<UInt8>
  private var state = State.cellStart
  private var line = 1
  private var rowLine = 1
  private var quoteLine = 1
  private var cellsInRow = 0
  private var columnCount: Int?
  /// Bytes of an unquoted cell up to its last one that is not blank.
  private var trimmedCount = 0
  private var isAfterReturn = false
  private var hasStarted = false
  private var lineHasBytes = false

  private enum State { case cellStart, unquoted, quoted, quoteSeen, afterQuoted }

  init(delimiter: UInt8, budget: MemoryBudget) throws {
    self.delimiter = delimiter
    table = try TextTable(budget: budget)
    cell = GrowingBuffer(budget: budget)
  }

  /// Reads on. The first chunk must hold the first four bytes of the file, if there are as many.
  mutating func read(_ chunk: UnsafeBufferPointer<UInt8>) throws {
    var rest = unsafe chunk[...]
    if !hasStarted {
      hasStarted = true
      try unsafe refuseOtherEncodings(chunk)
      if unsafe chunk.starts(with: [0xef, 0xbb, 0xbf]) { unsafe rest = unsafe rest.dropFirst(3) }
    }
    let bytes = unsafe UnsafeBufferPointer(rebasing: rest)
    for index in 0..<bytes.count { try read(unsafe bytes[index]) }
  }

  /// Ends the last row and gives the table, header still among its rows.
  mutating func finish() throws -> TextTable {
    switch state {
    case .quoted:
      throw FormatProblem("unclosed-quote", "the quote opened in line \(quoteLine) is never closed")
    case .cellStart where cellsInRow == 0 && !lineHasBytes: break
    default: try endRow()
    }
    table.columnCount = columnCount ?? 0
    return table
  }

  private func refuseOtherEncodings(_ chunk: UnsafeBufferPointer<UInt8>) throws {
    for (mark, name) in [([0xff, 0xfe, 0, 0], "UTF-32"), ([0xff, 0xfe], "UTF-16"), ([0xfe, 0xff], "UTF-16")] {
      if unsafe chunk.starts(with: mark.map(UInt8.init)) {
        throw FormatProblem("not-utf8", "this is \(name) text", help: "save it as UTF-8")
      }
    }
  }

  private mutating func read(_ byte: UInt8) throws {
    if isAfterReturn {
      isAfterReturn = false
      if byte == 0x0a { return }
    }
    let endsLine = byte == 0x0a || byte == 0x0d
    switch state {
    case .cellStart:
      if endsLine { return try endLine(byte) }
      lineHasBytes = true
      if byte == delimiter { return try endCell() }
      if byte == 0x20 || byte == 0x09 { return }
      if byte == 0x22 {
        state = .quoted
        quoteLine = line
      } else {
        state = .unquoted
        try append(byte)
      }
    case .unquoted:
      if endsLine { return try endLine(byte) }
      if byte == delimiter { return try endCell() }
      try append(byte)
    case .quoted:
      if byte == 0x22 {
        state = .quoteSeen
      } else if endsLine {
        line += 1
        isAfterReturn = byte == 0x0d
        try append(0x0a)
      } else {
        try append(byte)
      }
    case .quoteSeen, .afterQuoted:
      if endsLine { return try endLine(byte) }
      if byte == delimiter { return try endCell() }
      if byte == 0x22 && state == .quoteSeen {
        state = .quoted
        try append(byte)
      } else if byte == 0x20 || byte == 0x09 {
        state = .afterQuoted
      } else {
        throw FormatProblem(
          "text-after-quote", "line \(line), column \(cellsInRow + 1): text follows the closing quote",
          help: "a quote inside a quoted cell is written twice")
      }
    }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) throws {
    if byte == 0 {
      throw FormatProblem(
        "not-utf8", "line \(line) holds a zero byte: this is UTF-16 or no text at all", help: "save it as UTF-8")
    }
    if cell.count >= Self.cellLimit {
      throw FormatProblem("huge-cell", "the cell in line \(rowLine), column \(cellsInRow + 1) is over 1 MiB")
    }
    try cell.append(byte)
    if byte != 0x20 && byte != 0x09 { trimmedCount = cell.count }
  }

  private mutating func endCell() throws {
    let isQuoted = state == .quoteSeen || state == .afterQuoted
    let content = unsafe UnsafeBufferPointer(rebasing: cell.elements[..<(isQuoted ? cell.count : trimmedCount)])
    guard let text = try unsafe table.number(of: content, quoted: isQuoted) else {
      throw FormatProblem(
        "not-utf8", "line \(rowLine), column \(cellsInRow + 1) is not valid UTF-8", help: "save the file as UTF-8")
    }
    try table.cells.append(text)
    cellsInRow += 1
    cell.removeAll()
    trimmedCount = 0
    state = .cellStart
  }

  private mutating func endLine(_ byte: UInt8) throws {
    try endRow()
    isAfterReturn = byte == 0x0d
    line += 1
    rowLine = line
  }

  private mutating func endRow() throws {
    let isBlank = cellsInRow == 0 && state == .cellStart
    try endCell()
    defer {
      cellsInRow = 0
      lineHasBytes = false
    }
    if isBlank && columnCount != 1 { return table.cells.removeLast() }
    let expected = columnCount ?? cellsInRow
    columnCount = expected
    if cellsInRow != expected {
      throw FormatProblem(
        "ragged-row",
        "line \(rowLine) has \(cellsInRow) \(cellsInRow == 1 ? "cell" : "cells"), the first row has \(expected)",
        help: "a cell that holds the delimiter must be quoted; `delimiter` names another one")
    }
    try table.lines.append(UInt32(clamping: rowLine))
  }
}
