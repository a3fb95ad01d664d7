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
    let readers = source.tables.indices.map { table in
      places.contains { $0.table == table }
        ? BinaryCells(source.tables[table], missing: missing, scale: scale, binarization: binarization) : nil
    }
    let columns = places.compactMap { place in readers[place.table].map { ($0, place.column) } }
    let isGrey = binarization == .dynamic || binarization == .soft
    let grey = GrowingBuffer<Float>(budget: budget)
    let bits = GrowingBuffer<UInt8>(budget: budget)
    if isGrey { try grey.reserve(rows.count * places.count) } else { try bits.reserve(rows.count * places.count) }
    var faults: [CellFault] = []
    for row in rows {
      for (index, (reader, column)) in columns.enumerated() {
        let value: Float
        switch reader.cell(row: Int(row), column: column) {
        case .value(let number): value = number
        case .missing: value = .nan
        case .notANumber:
          value = 0
          add(Self.notANumber(source, places[index], Int(row)), to: &faults)
        case .grey:
          value = 0
          add(greyValue(source, places[index], Int(row)), to: &faults)
        }
        if isGrey {
          try grey.append(value)
        } else {
          try bits.append(value.isNaN ? .max : drawn(value, row: row, column: index) ? 1 : 0)
        }
      }
    }
    let storage: FieldCells.Storage = isGrey ? .grey(grey) : .bytes(bits)
    let reading: FieldCells.Reading = binarization == .dynamic ? .drawn(random) : .plain(missing: 0)
    return (FieldCells(storage: storage, reading: reading, columnCount: places.count, maskedColumns: []), faults)
  }

  /// 0 and 1 are certain; a grey value is the probability of a 1, drawn at the address (row number, visit 0, column).
  private func drawn(_ value: Float, row: Int32, column: Int) -> Bool {
    if value == 0 || value == 1 { return value == 1 }
    let words = random.words(SIMD4(UInt32(row), 0, 0, UInt32(truncatingIfNeeded: column / 4)))
    return Philox4x32.uniform(words[column % 4]) < value
  }

  private func add(_ fault: @autoclosure () -> CellFault, to faults: inout [CellFault]) {
    if faults.isEmpty { faults.append(fault()) } else { faults[0].count += 1 }
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
