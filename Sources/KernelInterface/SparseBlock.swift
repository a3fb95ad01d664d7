/// Rows of a that share a list, and where a panel of their sums is.
package struct SparseBlock {
  /// a[i, k] is at `a + i * aRow + k * aColumn`.
  package var a: UnsafePointer<Float>
  package var aRow: Int
  package var aColumn: Int
  /// The k whose terms are added, ascending.
  package var places: UnsafeMutablePointer<UInt16>
  package var count: Int
  /// b[k, n] is at `b + k * bRow + n`.
  package var b: UnsafePointer<Float>
  package var bRow: Int
  /// What the sums of row i start from, at `start + i * startRow`; 0 where nil.
  package var start: UnsafePointer<Float>?
  package var startRow: Int
  package var c: UnsafeMutablePointer<Float>
  package var cRow: Int

  @inlinable package init(
    a: UnsafePointer<Float>, aRow: Int, aColumn: Int, places: UnsafeMutablePointer<UInt16>, count: Int,
    b: UnsafePointer<Float>, bRow: Int, start: UnsafePointer<Float>?, startRow: Int, c: UnsafeMutablePointer<Float>,
    cRow: Int
  ) {
    self.a = a
    self.aRow = aRow
    self.aColumn = aColumn
    self.places = places
    self.count = count
    self.b = b
    self.bRow = bRow
    self.start = start
    self.startRow = startRow
    self.c = c
    self.cRow = cRow
  }
}
