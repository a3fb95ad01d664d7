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

/// Columns that lie in memory as rows: transposed in blocks of 8 by 8.
@inline(always)
private func packColumns(
  _ b: UnsafePointer<Float>, _ bColumn: Int, _ depth: Int, _ width: Int, _ panel: UnsafeMutablePointer<Float>,
  _ panelRow: Int
) {
  var k = 0
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

/// `to[i, j] = from[j, i]` for 8 by 8 elements; rows of `from` at and past `count` are taken as the last one.
@inline(always)
private func transpose8(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ count: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int
) {
  let last = count &- 1
  // Three rounds of interleaving row i with row i + 4 exchange the bits of row and column numbers.
  let (a0, a1) = interleave(load8(from), load8(from + smaller(4, last) &* fromRow))
  let (a2, a3) = interleave(load8(from + smaller(1, last) &* fromRow), load8(from + smaller(5, last) &* fromRow))
  let (a4, a5) = interleave(load8(from + smaller(2, last) &* fromRow), load8(from + smaller(6, last) &* fromRow))
  let (a6, a7) = interleave(load8(from + smaller(3, last) &* fromRow), load8(from + smaller(7, last) &* fromRow))
  let (b0, b1) = interleave(a0, a4)
  let (b2, b3) = interleave(a1, a5)
  let (b4, b5) = interleave(a2, a6)
  let (b6, b7) = interleave(a3, a7)
  let (c0, c1) = interleave(b0, b4)
  let (c2, c3) = interleave(b1, b5)
  let (c4, c5) = interleave(b2, b6)
  let (c6, c7) = interleave(b3, b7)
  store8(c0, to)
  store8(c1, to + toRow)
  store8(c2, to + 2 &* toRow)
  store8(c3, to + 3 &* toRow)
  store8(c4, to + 4 &* toRow)
  store8(c5, to + 5 &* toRow)
  store8(c6, to + 6 &* toRow)
  store8(c7, to + 7 &* toRow)
}

@inline(always)
private func load8(_ p: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(always)
private func store8(_ x: SIMD8<Float>, _ p: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(p).storeBytes(of: x, as: SIMD8<Float>.self)
}

/// a0 b0 a1 b1 ... a7 b7 as two vectors.
@inline(always)
private func interleave(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> (SIMD8<Float>, SIMD8<Float>) {
  var both = Vector()
  both.evenHalf = a
  both.oddHalf = b
  return (both.lowHalf, both.highHalf)
}
