import Diagnostics

/// Cells of categorical columns as indices into lists of values that are already known.
struct EncodeCategories {
  let missing: MissingCells
  let columns: [ColumnFacts]
  /// Whether each column is a 0/1 group.
  let isOneHot: Bool
  let budget: MemoryBudget

  /// Encodes `rows`; `places` are the file columns of each column. At most one fault a column.
  func cells(_ source: Source, places: [[ColumnPlace]], rows: [Int32]) throws -> (FieldCells, [CellFault]) {
    let largest = columns.map(\.values.count).max() ?? 0
    let total = rows.count * columns.count
    var faults: [CellFault] = []
    let storage: FieldCells.Storage
    if largest <= 255 {
      let cells = GrowingBuffer<UInt8>(budget: budget)
      try cells.append(repeating: .max, count: total)
      faults = encode(source, places, rows) { unsafe cells.mutableElements[$0] = UInt8($1) }
      storage = .bytes(cells)
    } else if largest <= 65_535 {
      let cells = GrowingBuffer<UInt16>(budget: budget)
      try cells.append(repeating: .max, count: total)
      faults = encode(source, places, rows) { unsafe cells.mutableElements[$0] = UInt16($1) }
      storage = .halfwords(cells)
    } else {
      let cells = GrowingBuffer<Int32>(budget: budget)
      try cells.append(repeating: -1, count: total)
      faults = encode(source, places, rows) { unsafe cells.mutableElements[$0] = Int32($1) }
      storage = .words(cells)
    }
    let result = FieldCells(
      storage: storage, reading: .plain(missing: -1), columnCount: columns.count, maskedColumns: [])
    return (result, faults)
  }

  private func encode(
    _ source: Source, _ places: [[ColumnPlace]], _ rows: [Int32], store: (Int, Int) -> Void
  ) -> [CellFault] {
    var scratch: [Int32] = []
    var faults: [CellFault] = []
    for (index, column) in columns.enumerated() {
      if isOneHot {
        let group = OneHotCells(source, places: places[index], missing: missing)
        let none = column.values.count > places[index].count ? places[index].count : nil
        faults += group.encode(rows, noneIndex: none) { store($0 * columns.count + index, $1) }.map { [$0] } ?? []
        continue
      }
      guard let place = places[index].first else { continue }
      let table = source.tables[place.table]
      let cells = CategoryCells(table, column: place.column, rows: rows, missing: missing, scratch: &scratch)
      let codes = Self.codes(of: cells.texts, column)
      var fault: CellFault?
      for (row, id) in cells.ids.enumerated() {
        switch codes[Int(id)] {
        case .missing: continue
        case .value(let code): store(row * columns.count + index, code)
        case .unseen:
          // Wrong, but not missing.
          store(row * columns.count + index, 0)
          let first = fault ?? Self.unseen(cells.texts[Int(id)] ?? [], column, row: Int(rows[row]), place)
          fault = first.counted(after: fault)
        }
      }
      faults += fault.map { [$0] } ?? []
    }
    return faults
  }

  private enum Code {
    case missing, unseen
    case value(Int)
  }

  private static func codes(of texts: [[UInt8]?], _ column: ColumnFacts) -> [Code] {
    var indices: [[UInt8]: Int] = [:]
    for (index, value) in column.values.enumerated() { indices[Array(value.utf8)] = index }
    if let other = column.otherIndex { for value in column.rareValues { indices[Array(value.utf8)] = other } }
    return texts.map { text in
      guard let text else { return .missing }
      if let index = indices[text] ?? (column.acceptsUnseen ? column.otherIndex : nil) { return .value(index) }
      return .unseen
    }
  }

  private static func unseen(_ text: [UInt8], _ column: ColumnFacts, row: Int, _ place: ColumnPlace) -> CellFault {
    let known = column.values.prefix(8).map { "`\(excerpt($0))`" }.joined(separator: ", ")
    return CellFault(
      code: "unseen-value",
      reason: "value `\(excerpt(String(decoding: text, as: UTF8.self)))` is not one of the column's values",
      help: "its values are \(known)" + (column.values.count > 8 ? ", and \(column.values.count - 8) more" : "")
        + "; `unseen: other` takes new ones",
      row: row, column: place)
  }
}
