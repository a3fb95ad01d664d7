/// Rows whose columns are cut into segments: `[offsets[s], offsets[s + 1])` for s in 0 ..< segments.
///
/// An operand's row r is at `base + (r / d0) * s0 + (r % d0) * s1` with the operand's own `RowMap`, so that an operand
/// without the sample axis is read again for every sample.
package struct SegmentedRows: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  package var input: UnsafePointer<Float>
  package var inputRows: RowMap
  package var second: UnsafePointer<Float>?
  package var secondRows: RowMap
  package var segments: Int
  /// `segments + 1` entries, the first 0.
  package var offsets: UnsafePointer<Int>

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, input: UnsafePointer<Float>, inputRows: RowMap,
    second: UnsafePointer<Float>?, secondRows: RowMap, segments: Int, offsets: UnsafePointer<Int>
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.input = input
    self.inputRows = inputRows
    self.second = second
    self.secondRows = secondRows
    self.segments = segments
    self.offsets = offsets
  }
}

/// Where row r of an operand is: `(r / divisor) * outer + (r % divisor) * inner` elements from its base.
package struct RowMap: Sendable, Equatable {
  package var divisor: Int
  package var outer: Int
  package var inner: Int
  package init(divisor: Int, outer: Int, inner: Int) {
    self.divisor = divisor
    self.outer = outer
    self.inner = inner
  }
}
