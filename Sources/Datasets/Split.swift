/// Encoded rows of train, valid, test or a file given for evaluation. Fields are numbered as in `DataFacts.fields`.
///
/// The fill functions allocate nothing; `rows` are numbers of this split's rows, from 0.
package struct Split: Sendable {
  /// Number of each row in its own file, from 0. Splits taken out of one file share no number.
  package let rowNumbers: [UInt32]
  let fields: [FieldCells]

  package var rowCount: Int { rowNumbers.count }

  /// Writes `[rows, columns]` numbers, `rowStride` floats apart: bits, grey values (0 where missing), or for a
  /// categorical field the index of the value (-1 where missing). `visit` is the address of `dynamic` draws: the same
  /// visit gives the same bits in any order of rows; valid and test rows always ask for visit 0.
  package func fillValues(
    field: Int, rows: UnsafeBufferPointer<Int32>, into output: UnsafeMutablePointer<Float>, rowStride: Int,
    visit: UInt32
  ) {
    unsafe rowNumbers.withUnsafeBufferPointer { numbers in
      unsafe fields[field].write(rows: rows, numbers: numbers, visit: visit, into: output, rowStride: rowStride)
    }
  }

  /// Writes `[rows, masked columns]`: 1 where the cell is missing, else 0. Masked columns are those with a missing
  /// cell in train, in column order.
  package func fillMask(
    field: Int, rows: UnsafeBufferPointer<Int32>, into output: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    let cells = fields[field]
    for index in 0..<rows.count {
      let row = unsafe Int(rows[index])
      for (place, column) in cells.maskedColumns.enumerated() {
        unsafe output[index * rowStride + place] = cells.isMissing(row: row, column: column) ? 1 : 0
      }
    }
  }

  /// Writes `[rows, columns]`: 1 where the cell is present, else 0.
  package func fillPresence(
    field: Int, rows: UnsafeBufferPointer<Int32>, into output: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    let cells = fields[field]
    for index in 0..<rows.count {
      let row = unsafe Int(rows[index])
      for column in 0..<cells.columnCount {
        unsafe output[index * rowStride + column] = cells.isMissing(row: row, column: column) ? 0 : 1
      }
    }
  }
}
