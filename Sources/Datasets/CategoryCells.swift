/// One column as numbers of its distinct texts: what lists of values and codes are made from.
struct CategoryCells {
  /// Of each row asked for: index into `texts`.
  private(set) var ids: [Int32] = []
  /// Distinct texts; nil is a missing cell.
  private(set) var texts: [[UInt8]?] = []

  /// Reads the cells of `column` in `rows`. `scratch` may be any array; it is kept between calls for its memory.
  init(_ table: SourceTable, column: Int, rows: [Int32], missing: MissingCells, scratch: inout [Int32]) {
    ids.reserveCapacity(rows.count)
    switch table.cells {
    case .texts(let cells):
      collect(rows, distinct: cells.textCount, &scratch) {
        cells.text(row: $0, column: column)
      } text: { text in
        let bytes = unsafe cells.bytes(ofText: text)
        return unsafe !cells.isQuoted(text: text) && missing.contains(bytes) ? nil : Array(bytes)
      }
    case .numbers(let array) where array.element.size == 1:
      collect(rows, distinct: 256, &scratch) {
        Int(array.bits(row: $0, column: column))
      } text: {
        Self.text(UInt64($0), array, missing)
      }
    case .numbers(let array):
      var seen: [UInt64: Int32] = [:]
      for row in rows {
        let bits = array.bits(row: Int(row), column: column)
        let id = seen[bits] ?? Int32(texts.count)
        if id == texts.count {
          seen[bits] = id
          texts.append(Self.text(bits, array, missing))
        }
        ids.append(id)
      }
    }
  }

  private mutating func collect(
    _ rows: [Int32], distinct: Int, _ scratch: inout [Int32], cell: (Int) -> Int, text: (Int) -> [UInt8]?
  ) {
    if scratch.count < distinct { scratch = [Int32](repeating: -1, count: distinct) }
    var touched: [Int] = []
    for row in rows {
      let number = cell(Int(row))
      if scratch[number] < 0 {
        scratch[number] = Int32(texts.count)
        touched.append(number)
        texts.append(text(number))
      }
      ids.append(scratch[number])
    }
    for number in touched { scratch[number] = -1 }
  }

  private static func text(_ bits: UInt64, _ array: NumberArray, _ missing: MissingCells) -> [UInt8]? {
    missing.contains(number: array.number(bits)) ? nil : Array(array.text(bits).utf8)
  }
}
