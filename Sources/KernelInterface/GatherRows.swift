/// Sums of table rows chosen by indices. Indices are whole numbers held as Float.
package struct GatherRows: @unchecked Sendable {
  /// Of `gatherSum`: [rows, width]. Of `scatterSum`: the table's gradient, overwritten (zeroed first).
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  /// [rows, count], rows `indexRowStride` apart.
  package var index: UnsafePointer<Float>
  package var indexRowStride: Int
  package var count: Int
  /// Of `gatherSum`: the table. Of `scatterSum`: the rows that are added.
  package var input: UnsafePointer<Float>
  package var inputRowStride: Int
  /// Columns of the table.
  package var width: Int
  /// Row of the table that index `first[d]` of column d means. `count` entries. Where all ascend, a column's rows end
  /// where the next one's begin.
  package var tableRow: UnsafePointer<Int32>
  /// Indices below this add nothing (1 for a two-valued variable whose 0 has no row, else 0). `count` entries.
  package var first: UnsafePointer<Int32>
  /// Number of rows of `index`; `scatterSum` visits them all.
  package var rows: Int
  /// Added first by `gatherSum`; nil is 0.
  package var bias: UnsafePointer<Float>?

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, index: UnsafePointer<Float>, indexRowStride: Int,
    count: Int, input: UnsafePointer<Float>, inputRowStride: Int, width: Int, tableRow: UnsafePointer<Int32>,
    first: UnsafePointer<Int32>, rows: Int, bias: UnsafePointer<Float>?
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.index = index
    self.indexRowStride = indexRowStride
    self.count = count
    self.input = input
    self.inputRowStride = inputRowStride
    self.width = width
    self.tableRow = tableRow
    self.first = first
    self.rows = rows
    self.bias = bias
  }
}
