import Diagnostics

/// A table of texts. Every distinct cell text is stored once; cells are numbers of texts, row by row.
///
/// Texts are compared by bytes, and a quoted text is another one than the same letters unquoted.
final class TextTable: @unchecked Sendable {
  /// Text number of each cell, `columnCount` a row, header included.
  let cells: GrowingBuffer<UInt32>
  /// Line of the file where each row begins, from 1, header included.
  let lines: GrowingBuffer<UInt32>
  var columnCount = 0
  /// Rows before the first row of data: 1 with a header.
  var headerRows = 0

  private let bytes: GrowingBuffer<UInt8>
  /// Where each text begins in `bytes`; one entry more than there are texts.
  private let starts: GrowingBuffer<Int>
  private let quoted: GrowingBuffer<Bool>
  /// Open addressing over text numbers + 1; 0 is free. A power of two.
  private var slots: GrowingBuffer<UInt32>
  private let budget: MemoryBudget

  init(budget: MemoryBudget) throws {
    self.budget = budget
    cells = GrowingBuffer(budget: budget)
    lines = GrowingBuffer(budget: budget)
    bytes = GrowingBuffer(budget: budget)
    starts = GrowingBuffer(budget: budget)
    quoted = GrowingBuffer(budget: budget)
    slots = GrowingBuffer(budget: budget)
    try starts.append(0)
    try slots.append(repeating: 0, count: 1024)
  }

  /// Rows of data.
  var rowCount: Int { lines.count - headerRows }
  /// Distinct texts.
  var textCount: Int { quoted.count }

  /// Number of the text in a data cell.
  @inline(__always)
  func text(row: Int, column: Int) -> Int { unsafe Int(cells.elements[(row + headerRows) * columnCount + column]) }

  /// Numbers of the texts in a data row.
  func cells(ofRow row: Int) -> UnsafeBufferPointer<UInt32> {
    let start = (row + headerRows) * columnCount
    return unsafe UnsafeBufferPointer(rebasing: cells.elements[start..<(start + columnCount)])
  }

  /// Line of a data row, from 1.
  func line(ofRow row: Int) -> Int { unsafe Int(lines.elements[row + headerRows]) }

  /// Bytes of a text.
  func bytes(ofText text: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(rebasing: bytes.elements[starts.elements[text]..<starts.elements[text + 1]])
  }

  /// A text as a string.
  func string(ofText text: Int) -> String { unsafe String(decoding: bytes(ofText: text), as: UTF8.self) }

  /// Whether the text was in quotes.
  func isQuoted(text: Int) -> Bool { unsafe quoted.elements[text] }

  /// The number of `cell`, stored if it is new. Throws when a new text is not UTF-8 (nil) or the budget ends.
  func number(of cell: UnsafeBufferPointer<UInt8>, quoted isQuoted: Bool) throws -> UInt32? {
    let mask = slots.count - 1
    var slot = unsafe Self.hash(cell, isQuoted) & mask
    let table = unsafe slots.elements
    while unsafe table[slot] != 0 {
      let text = unsafe Int(table[slot]) - 1
      if unsafe quoted.elements[text] == isQuoted, unsafe bytes(ofText: text).elementsEqual(cell) {
        return UInt32(text)
      }
      slot = (slot + 1) & mask
    }
    guard unsafe String(validating: cell, as: UTF8.self) != nil else { return nil }
    guard textCount < Int(UInt32.max) - 1 else { throw MachineFailure("more than 4 billion distinct cells") }
    try unsafe bytes.append(contentsOf: cell)
    try starts.append(bytes.count)
    try quoted.append(isQuoted)
    unsafe slots.mutableElements[slot] = UInt32(textCount)
    if textCount * 2 > slots.count { try rehash() }
    return UInt32(textCount - 1)
  }

  private func rehash() throws {
    let larger = GrowingBuffer<UInt32>(budget: budget)
    try larger.append(repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for text in 0..<textCount {
      var slot = unsafe Self.hash(bytes(ofText: text), quoted.elements[text]) & mask
      while unsafe larger.elements[slot] != 0 { slot = (slot + 1) & mask }
      unsafe larger.mutableElements[slot] = UInt32(text + 1)
    }
    slots = larger
  }

  /// FNV-1a with the high half folded in.
  @inline(__always)
  private static func hash(_ cell: UnsafeBufferPointer<UInt8>, _ isQuoted: Bool) -> Int {
    var hash: UInt64 = isQuoted ? 0x9ae1_6a3b_2f90_404f : 0xcbf2_9ce4_8422_2325
    for index in 0..<cell.count { hash = unsafe (hash ^ UInt64(cell[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff_ffff_ffff)
  }
}
