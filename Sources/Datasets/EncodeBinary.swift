import DeterministicMath
import Diagnostics
import ModelSpec

/// Cells of binary columns as stored numbers.
struct EncodeBinary {
  let scale: Double
  let binarization: Binarization?
  let missing: MissingCells
  /// Stream of the draws of `static` and `dynamic`.
  let random: Philox4x32
  let budget: MemoryBudget

  /// Encodes `rows` of the columns at `places`. Throws past the budget.
  func cells(_ source: Source, places: [ColumnPlace], rows: [Int32]) throws -> (FieldCells, [CellFault]) {
    let runs = tableRuns(source, places)
    let isGrey = binarization == .dynamic || binarization == .soft
    let grey = GrowingBuffer<Float>(budget: budget)
    let bits = GrowingBuffer<UInt8>(budget: budget)
    if isGrey { try grey.reserve(rows.count * places.count) } else { try bits.reserve(rows.count * places.count) }
    var faults: [CellFault] = []
    var codes = [Float](repeating: 0, count: places.count)
    for row in rows {
      unsafe codes.withUnsafeMutableBufferPointer { codes in
        for run in runs {
          guard let start = unsafe codes.baseAddress?.advanced(by: run.start) else { continue }
          unsafe run.columns.withUnsafeBufferPointer {
            unsafe run.reader.readCodes(row: Int(row), columns: $0, into: start)
          }
        }
      }
      for (column, code) in codes.enumerated() where code < 0 {
        codes[column] = 0
        let fault = fault(source, places[column], Int(row), Cell(code: code))
        faults = [fault.counted(after: faults.first)]
      }
      if isGrey {
        try unsafe codes.withUnsafeBufferPointer { try unsafe grey.append(contentsOf: $0) }
      } else {
        for (column, code) in codes.enumerated() {
          try bits.append(code.isNaN ? .max : drawn(code, row: row, column: column) ? 1 : 0)
        }
      }
    }
    let storage: FieldCells.Storage = isGrey ? .grey(grey) : .bytes(bits)
    let reading: FieldCells.Reading = binarization == .dynamic ? .drawn(random) : .plain(missing: 0)
    return (FieldCells(storage: storage, reading: reading, columnCount: places.count, maskedColumns: []), faults)
  }

  private typealias Cell = BinaryCells.Cell

  /// Neighbouring columns of one table, read together.
  private typealias TableRun = (reader: BinaryCells, start: Int, columns: [Int])

  private func tableRuns(_ source: Source, _ places: [ColumnPlace]) -> [TableRun] {
    var readers: [Int: BinaryCells] = [:]
    var runs: [TableRun] = []
    var last: Int?
    for (index, place) in places.enumerated() {
      let reader =
        readers[place.table]
        ?? BinaryCells(source.tables[place.table], missing: missing, scale: scale, binarization: binarization)
      readers[place.table] = reader
      if last != place.table { runs.append((reader, index, [])) }
      runs[runs.count - 1].columns.append(place.column)
      last = place.table
    }
    return runs
  }

  /// 0 and 1 are certain; a grey value is the probability of a 1, drawn at the address (row number, visit 0, column).
  private func drawn(_ value: Float, row: Int32, column: Int) -> Bool {
    if value == 0 || value == 1 { return value == 1 }
    let words = random.words(SIMD4(UInt32(row), 0, 0, UInt32(truncatingIfNeeded: column / 4)))
    return Philox4x32.uniform(words[column % 4]) < value
  }

  private func fault(_ source: Source, _ place: ColumnPlace, _ row: Int, _ cell: Cell) -> CellFault {
    if case .grey = cell { greyValue(source, place, row) } else { Self.notANumber(source, place, row) }
  }

  private static func notANumber(_ source: Source, _ place: ColumnPlace, _ row: Int) -> CellFault {
    let text = source.tables[place.table].text(row: row, column: place.column)
    return CellFault(
      code: "not-a-number", reason: "`\(excerpt(text))` is not a number",
      help: "a binary field reads numbers; words are `type: categorical`, and `missing` lists the missing ones",
      row: row, column: place)
  }

  private func greyValue(_ source: Source, _ place: ColumnPlace, _ row: Int) -> CellFault {
    let text = excerpt(source.tables[place.table].text(row: row, column: place.column))
    if binarization == nil {
      return CellFault(
        code: "grey-values", reason: "value \(text) is neither 0 nor 1" + (scale == 1 ? "" : " after `scale`"),
        help: "write `binarize: {threshold: t}`, `static`, `dynamic` or `soft` to say how grey values become bits",
        row: row, column: place)
    }
    return CellFault(
      code: "grey-out-of-range", reason: "value \(text) is not between 0 and 1" + (scale == 1 ? "" : " after `scale`"),
      help: "write `scale` with the largest value, as `scale: 255`", row: row, column: place)
  }
}
