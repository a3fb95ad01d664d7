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
    case .bytes(let cells): cells.elements[place] == .max
    case .halfwords(let cells): cells.elements[place] == .max
    case .words(let cells): cells.elements[place] < 0
    case .grey(let cells): cells.elements[place].isNaN
    }
  }

  /// The stored number: a bit, a grey value or an index; nil where missing.
  func value(row: Int, column: Int) -> Float? {
    let place = row * columnCount + column
    switch storage {
    case .bytes(let cells): return cells.elements[place] == .max ? nil : Float(cells.elements[place])
    case .halfwords(let cells): return cells.elements[place] == .max ? nil : Float(cells.elements[place])
    case .words(let cells): return cells.elements[place] < 0 ? nil : Float(cells.elements[place])
    case .grey(let cells): return cells.elements[place].isNaN ? nil : cells.elements[place]
    }
  }

  /// Writes the numbers of one row.
  @inline(__always)
  func write(row: Int, number: UInt32, visit: UInt32, into output: UnsafeMutablePointer<Float>) {
    let start = row * columnCount
    switch (storage, reading) {
    case (.grey(let cells), .drawn(let random)):
      draw(UnsafeBufferPointer(rebasing: cells.elements[start..<(start + columnCount)]), random, number, visit, output)
    case (.grey(let cells), .plain(let missing)):
      for column in 0..<columnCount {
        let value = cells.elements[start + column]
        output[column] = value.isNaN ? missing : value
      }
    case (.bytes(let cells), _):
      for column in 0..<columnCount {
        let code = cells.elements[start + column]
        output[column] = code == .max ? missingValue : Float(code)
      }
    case (.halfwords(let cells), _):
      for column in 0..<columnCount {
        let code = cells.elements[start + column]
        output[column] = code == .max ? missingValue : Float(code)
      }
    case (.words(let cells), _):
      for column in 0..<columnCount { output[column] = Float(cells.elements[start + column]) }
    }
  }

  private var missingValue: Float { if case .plain(let missing) = reading { missing } else { 0 } }

  private func draw(
    _ cells: UnsafeBufferPointer<Float>, _ random: Philox4x32, _ number: UInt32, _ visit: UInt32,
    _ output: UnsafeMutablePointer<Float>
  ) {
    for first in stride(from: 0, to: columnCount, by: 4) {
      let words = random.words(SIMD4(number, 0, visit, UInt32(truncatingIfNeeded: first / 4)))
      for column in first..<min(first + 4, columnCount) {
        // A missing cell is NaN, and no number is below it: 0.
        output[column] = Philox4x32.uniform(words[column - first]) < cells[column] ? 1 : 0
      }
    }
  }
}
