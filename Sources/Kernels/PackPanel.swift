/// Copies a panel of b, `depth` rows of up to 16 columns, to `panel` with 16 floats a row. Lanes past `width` hold
/// anything finite or not: no result depends on them.
func packPanel16(
  _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int, _ depth: Int, _ width: Int,
  _ panel: UnsafeMutablePointer<Float>, _ panelRow: Int
) {
  if bColumn == 1 {
    packRows(b, bRow, depth, width, panel, panelRow)
  } else if bRow == 1 {
    packColumns(b, bColumn, depth, width, panel, panelRow)
  } else {
    packScattered(b, bRow, bColumn, 0..<depth, width, panel, panelRow)
  }
}

/// Rows that lie in memory as the panel has them.
@inline(always)
private func packRows(
  _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int, _ width: Int, _ panel: UnsafeMutablePointer<Float>,
  _ panelRow: Int
) {
  // A whole vector may be read where it ends inside the matrix: not past the last element of the last row.
  let end = (depth &- 1) &* bRow &+ width
  var k = 0
  while k < depth && k &* bRow &+ 16 <= end {
    store(load(b + k &* bRow), panel + k &* panelRow)
    k &+= 1
  }
  while k < depth {
    store(loadPartial(b + k &* bRow, width, fill: 0), panel + k &* panelRow)
    k &+= 1
  }
}

/// Columns that lie in memory as rows: transposed in blocks of 16 by 16, and of 8 by 8 at the end.
@inline(always)
private func packColumns(
  _ b: UnsafePointer<Float>, _ bColumn: Int, _ depth: Int, _ width: Int, _ panel: UnsafeMutablePointer<Float>,
  _ panelRow: Int
) {
  var k = 0
  #if AVX512
    while k &+ 16 <= depth {
      transpose16(b + k, bColumn, width, panel + k &* panelRow, panelRow)
      k &+= 16
    }
  #endif
  while k &+ 8 <= depth {
    transpose8(b + k, bColumn, smaller(width, 8), panel + k &* panelRow, panelRow)
    if width > 8 { transpose8(b + k + 8 &* bColumn, bColumn, width &- 8, panel + k &* panelRow + 8, panelRow) }
    k &+= 8
  }
  packScattered(b, 1, bColumn, k..<depth, width, panel, panelRow)
}

@inline(always)
private func packScattered(
  _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int, _ rows: Range<Int>, _ width: Int,
  _ panel: UnsafeMutablePointer<Float>, _ panelRow: Int
) {
  var k = rows.lowerBound
  while k < rows.upperBound {
    var n = 0
    while n < width {
      panel[k &* panelRow &+ n] = b[k &* bRow &+ n &* bColumn]
      n &+= 1
    }
    while n < 16 {
      panel[k &* panelRow &+ n] = 0
      n &+= 1
    }
    k &+= 1
  }
}
