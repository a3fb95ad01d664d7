import DeterministicMath

/// The encoded cells of one field, row by row, in the smallest elements that hold them.
struct FieldCells: Sendable {
  /// What is stored; the largest number of an unsigned element, -1 and NaN mean a missing cell.
  enum Storage: Sendable {
    case bytes(GrowingBuffer<UInt8>)
    case halfwords(GrowingBuffer<UInt16>)
    case words(GrowingBuffer<Int32>)
    /// Grey values from 0 to 1.
    case grey(GrowingBuffer<Float>)
  }

  /// How a stored cell becomes a number.
  enum Reading: Sendable {
    /// As it is; what a missing cell gives.
    case plain(missing: Float)
    /// 1 with the grey value as probability, drawn at the address (row number, visit, column).
    case drawn(Philox4x32)
  }

  var storage: Storage
  var reading: Reading
  var columnCount: Int
  /// Columns with a missing cell in train.
  var maskedColumns: [Int]

  /// Whether a cell is missing.
  func isMissing(row: Int, column: Int) -> Bool {
    let place = row * columnCount + column
    return switch storage {
    case .bytes(let cells): unsafe cells.elements[place] == .max
    case .halfwords(let cells): unsafe cells.elements[place] == .max
    case .words(let cells): unsafe cells.elements[place] < 0
    case .grey(let cells): unsafe cells.elements[place].isNaN
    }
  }

  /// Writes the numbers of one row.
  @inline(__always)
  func write(row: Int, number: UInt32, visit: UInt32, into output: UnsafeMutablePointer<Float>) {
    switch storage {
    case .bytes(let cells): unsafe copy(cells, row, missing: .max, output)
    case .halfwords(let cells): unsafe copy(cells, row, missing: .max, output)
    case .words(let cells): unsafe copy(cells, row, missing: -1, output)
    case .grey(let cells):
      let grey = unsafe UnsafeBufferPointer(rebasing: cells.elements[(row * columnCount)..<((row + 1) * columnCount)])
      switch reading {
      case .drawn(let random): unsafe draw(grey, random, number, visit, output)
      case .plain(let missing):
        for column in 0..<columnCount { unsafe output[column] = unsafe grey[column].isNaN ? missing : grey[column] }
      }
    }
  }

  @inline(__always)
  private func copy<Code: FixedWidthInteger>(
    _ cells: GrowingBuffer<Code>, _ row: Int, missing: Code, _ output: UnsafeMutablePointer<Float>
  ) {
    let codes = unsafe UnsafeBufferPointer(rebasing: cells.elements[(row * columnCount)..<((row + 1) * columnCount)])
    let absent: Float = if case .plain(let missing) = reading { missing } else { 0 }
    for column in 0..<columnCount {
      let code = unsafe codes[column]
      // Through Int32: the conversion from any integer type is a call a cell, this one an instruction for several.
      unsafe output[column] = code == missing ? absent : Float(Int32(truncatingIfNeeded: code))
    }
  }

  private func draw(
    _ cells: UnsafeBufferPointer<Float>, _ random: Philox4x32, _ number: UInt32, _ visit: UInt32,
    _ output: UnsafeMutablePointer<Float>
  ) {
    for first in stride(from: 0, to: columnCount, by: 4) {
      let end = min(first + 4, columnCount)
      // A missing cell is NaN, and no number is below it: 0. Numbers lie strictly between 0 and 1, so a group without a
      // grey value needs none.
      if (first..<end).allSatisfy({ unsafe !(cells[$0] > 0 && cells[$0] < 1) }) {
        for column in first..<end { unsafe output[column] = unsafe cells[column] == 1 ? 1 : 0 }
        continue
      }
      let words = random.words(SIMD4(number, 0, visit, UInt32(truncatingIfNeeded: first / 4)))
      for column in first..<end {
        unsafe output[column] = unsafe Philox4x32.uniform(words[column - first]) < cells[column] ? 1 : 0
      }
    }
  }
}
