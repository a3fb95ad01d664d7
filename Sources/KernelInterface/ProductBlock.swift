/// Some rows of a, a panel of b and where their product is: what a micro-kernel computes, `c = start + a b` with k
/// ascending, and the lines of memory that it asks for on its way.
package struct ProductBlock {
  /// a[i, k] is at `a + i * aRow + k * aColumn`.
  package var a: UnsafePointer<Float>
  package var aRow: Int
  package var aColumn: Int
  /// b[k, n] is at `b + k * bRow + n`.
  package var b: UnsafePointer<Float>
  package var bRow: Int
  /// k runs over 0 ..< depth.
  package var depth: Int
  /// c[i, n] is at `c + i * cRow + n`.
  package var c: UnsafeMutablePointer<Float>
  package var cRow: Int
  /// What row i starts from is at `start + i * startRow + n`; a `startRow` of 0 is one row for all.
  package var start: UnsafePointer<Float>
  package var startRow: Int
  /// At step k the line at `ahead + k * aheadRow` is asked for, which a later block reads.
  package var ahead: UnsafePointer<Float>
  package var aheadRow: Int

  @inlinable package init(
    a: UnsafePointer<Float>, aRow: Int, aColumn: Int, b: UnsafePointer<Float>, bRow: Int, depth: Int,
    c: UnsafeMutablePointer<Float>, cRow: Int, start: UnsafePointer<Float>, startRow: Int
  ) {
    self.a = a
    self.aRow = aRow
    self.aColumn = aColumn
    self.b = b
    self.bRow = bRow
    self.depth = depth
    self.c = c
    self.cRow = cRow
    self.start = start
    self.startRow = startRow
    ahead = b
    aheadRow = 0
  }
}
