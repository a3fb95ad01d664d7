import Diagnostics

/// A group of 0/1 columns read as one column: its value is the position of the one.
struct OneHotCells {
  private let source: Source
  private let places: [ColumnPlace]
  private let readers: [BinaryCells?]

  init(_ source: Source, places: [ColumnPlace], missing: MissingCells) {
    self.source = source
    self.places = places
    readers = source.tables.indices.map { table in
      places.contains { $0.table == table }
        ? BinaryCells(source.tables[table], missing: missing, scale: 1, binarization: nil) : nil
    }
  }

  /// Whether a row has neither a one nor a missing cell.
  func isAllZero(row: Int) -> Bool {
    if case .none = state(row: row) { true } else { false }
  }

  /// Gives (index of the row in `rows`, position) of every row that is not missing to `store` (0 for a faulty row); all
  /// zeros are `noneIndex`, or a fault when there is none. Returns the first fault.
  func encode(_ rows: [Int32], noneIndex: Int?, store: (Int, Int) -> Void) -> CellFault? {
    var first: CellFault?
    for (index, row) in rows.enumerated() {
      let fault: CellFault
      switch state(row: Int(row)) {
      case .missing: continue
      case .position(let position):
        store(index, position)
        continue
      case .none:
        if let noneIndex {
          store(index, noneIndex)
          continue
        }
        fault = allZeros(Int(row))
      case .twoOnes(let column): fault = twoOnes(Int(row), column)
      case .notABit(let column): fault = notABit(Int(row), column)
      }
      // Wrong, but not missing.
      store(index, 0)
      first = fault.counted(after: first)
    }
    return first
  }

  private enum State {
    case missing, none
    case position(Int)
    case twoOnes(Int)
    case notABit(Int)
  }

  private func state(row: Int) -> State {
    var position: Int?
    var hasMissing = false
    for (index, place) in places.enumerated() {
      switch readers[place.table]?.cell(row: row, column: place.column) {
      case .value(let value):
        if value == 0 { continue }
        if position != nil { return .twoOnes(index) }
        position = index
      case .missing: hasMissing = true
      case .notANumber, .grey, nil: return .notABit(index)
      }
    }
    return position.map(State.position) ?? (hasMissing ? .missing : .none)
  }

  private func allZeros(_ row: Int) -> CellFault {
    CellFault(
      code: "unseen-value", reason: "the `one_hot` group has no one, and no row of train is like this",
      help: "each group needs exactly one 1", row: row, column: places[0])
  }

  private func twoOnes(_ row: Int, _ index: Int) -> CellFault {
    CellFault(
      code: "two-ones", reason: "a second 1 in its `one_hot` group", help: "each group needs exactly one 1", row: row,
      column: places[index])
  }

  private func notABit(_ row: Int, _ index: Int) -> CellFault {
    let text = source.tables[places[index].table].text(row: row, column: places[index].column)
    return CellFault(
      code: "not-a-bit", reason: "`\(excerpt(text))` is neither 0 nor 1", help: "a `one_hot` group reads 0/1 columns",
      row: row, column: places[index])
  }
}
