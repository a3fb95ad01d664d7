import KernelInterface

/// A tile of few columns (at most 12), computed as its transpose c^T = b^T a^T so that the lanes run over rows of c. The order
/// of terms is the same, and a product of two floats is the same either way round.
func narrowProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  let edge = product.scratch
  let room = product.scratch + 1024
  let count = columns.upperBound &- columns.lowerBound
  var m = rows.lowerBound
  while m < rows.upperBound {
    let width = smaller(rows.upperBound &- m, 16)
    loadStarts(product, m, width, columns, edge)
    var k = 0
    while k < product.depth {
      let depth = smaller(product.depth &- k, 512)
      var panel = product.a + m &* product.aRowStride + k &* product.aColumnStride
      var panelRow = product.aColumnStride
      if product.aRowStride != 1 || width < 16 {
        packPanel16(panel, product.aColumnStride, product.aRowStride, depth, width, room, 16)
        panel = UnsafePointer(room)
        panelRow = 16
      }
      let b = product.b + k &* product.bRowStride + columns.lowerBound &* product.bColumnStride
      let block = ProductBlock(
        a: b, aRow: product.bColumnStride, aColumn: product.bRowStride, b: panel, bRow: panelRow, depth: depth, c: edge,
        cRow: 16, start: UnsafePointer(edge), startRow: 16)
      multiplyRows(block, rows: count, width: 16, lanes: 16, edge)
      k &+= depth
    }
    storeTransposed(product, m, width, columns, edge)
    m &+= width
  }
}

/// edge[n, j] = what c[m + j, n] starts from.
@inline(always)
private func loadStarts(
  _ product: MatrixProduct, _ m: Int, _ width: Int, _ columns: Range<Int>, _ edge: UnsafeMutablePointer<Float>
) {
  var n = columns.lowerBound
  while n < columns.upperBound {
    let row = edge + (n &- columns.lowerBound) &* 16
    var start: Float = 0
    if let bias = product.bias { start = bias[n] }
    var j = 0
    while j < 16 {
      row[j] = product.accumulates ? (j < width ? product.c[(m &+ j) &* product.cRowStride &+ n] : 0) : start
      j &+= 1
    }
    n &+= 1
  }
}

/// c[m + j, n] = edge[n, j].
@inline(always)
private func storeTransposed(
  _ product: MatrixProduct, _ m: Int, _ width: Int, _ columns: Range<Int>, _ edge: UnsafeMutablePointer<Float>
) {
  var j = 0
  while j < width {
    var n = columns.lowerBound
    while n < columns.upperBound {
      product.c[(m &+ j) &* product.cRowStride &+ n] = edge[(n &- columns.lowerBound) &* 16 &+ j]
      n &+= 1
    }
    j &+= 1
  }
}
