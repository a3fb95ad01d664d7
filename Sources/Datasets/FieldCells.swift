import CInstructions
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

  /// Writes the numbers of `rows`, `rowStride` floats apart; `numbers` are those of all rows in their file.
  func write(
    rows: UnsafeBufferPointer<Int32>, numbers: UnsafeBufferPointer<UInt32>, visit: UInt32,
    into output: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    switch storage {
    case .bytes(let cells): unsafe copy(cells.elements, rows, missing: .max, output, rowStride)
    case .halfwords(let cells): unsafe copy(cells.elements, rows, missing: .max, output, rowStride)
    case .words(let cells): unsafe copy(cells.elements, rows, missing: -1, output, rowStride)
    case .grey(let cells):
      let elements = unsafe cells.elements
      for index in 0..<rows.count {
        let row = unsafe Int(rows[index])
        let grey = unsafe UnsafeBufferPointer(rebasing: elements[(row * columnCount)..<((row + 1) * columnCount)])
        let target = unsafe output + index * rowStride
        if index + 1 < rows.count {
          unsafe ask(forRow: Int(rows[index + 1]), of: elements, copiedTo: target + rowStride)
        }
        switch reading {
        case .drawn(let random): unsafe draw(grey, random, numbers[row], visit, target)
        case .plain(let missing):
          for column in 0..<columnCount { unsafe target[column] = unsafe grey[column].isNaN ? missing : grey[column] }
        }
      }
    }
  }

  /// Rows lie anywhere in memory: the next one is asked for while one is copied.
  @inline(__always)
  private func copy<Code: FixedWidthInteger & BitwiseCopyable>(
    _ cells: UnsafeBufferPointer<Code>, _ rows: UnsafeBufferPointer<Int32>, missing: Code,
    _ output: UnsafeMutablePointer<Float>, _ rowStride: Int
  ) {
    let absent: Float = if case .plain(let missing) = reading { missing } else { 0 }
    for index in 0..<rows.count {
      let row = unsafe Int(rows[index])
      let codes = unsafe UnsafeBufferPointer(rebasing: cells[(row * columnCount)..<((row + 1) * columnCount)])
      let target = unsafe output + index * rowStride
      if index + 1 < rows.count { unsafe ask(forRow: Int(rows[index + 1]), of: cells, copiedTo: target + rowStride) }
      for column in 0..<columnCount {
        let code = unsafe codes[column]
        // Through Int32: the conversion from any integer type is a call a cell, this one an instruction for several.
        unsafe target[column] = code == missing ? absent : Float(Int32(truncatingIfNeeded: code))
      }
    }
  }

  /// Asks for the lines of a row's cells and of their numbers: rows lie anywhere in memory, and this one is copied next.
  @inline(__always)
  private func ask<Cell: BitwiseCopyable>(
    forRow row: Int, of cells: UnsafeBufferPointer<Cell>, copiedTo target: UnsafeMutablePointer<Float>
  ) {
    guard let base = cells.baseAddress else { return }
    let next = unsafe base + row * columnCount
    let cellsALine = 64 / MemoryLayout<Cell>.stride
    for column in stride(from: 0, to: columnCount, by: cellsALine) { unsafe dvae_prefetch(next + column) }
    for column in stride(from: 0, to: columnCount, by: 16) { unsafe dvae_prefetch_to_write(target + column) }
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
