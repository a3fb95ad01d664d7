/// Uniform numbers for rows of a batch. Element (r, c) of the output depends on the key, the step, the row's number
/// `rowNumbers[r / draws]`, its draw `r % draws` and the column c alone: Philox4x32-10 with
/// counter (row number, draw, step, c / 4), word c % 4, and key (low, high).
package struct UniformRows: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  package var columns: Int
  /// One 32-bit number a batch row.
  package var rowNumbers: UnsafePointer<UInt32>
  package var draws: Int
  package var step: UInt32
  package var keyLow: UInt32
  package var keyHigh: UInt32

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, columns: Int, rowNumbers: UnsafePointer<UInt32>,
    draws: Int, step: UInt32, keyLow: UInt32, keyHigh: UInt32
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.draws = draws
    self.step = step
    self.keyLow = keyLow
    self.keyHigh = keyHigh
  }
}
