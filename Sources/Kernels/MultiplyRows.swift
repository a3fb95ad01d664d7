/// All rows of one panel. A panel narrower than its lanes goes through `edge`, 512 floats, so that nothing outside the
/// tile is written.
func multiplyRows(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int, _ rows: Int,
  _ width: Int, _ lanes: Int, _ edge: UnsafeMutablePointer<Float>
) {
  // Three copies of the loop: with a known stride of 1 the micro-kernel needs fewer registers for addresses.
  if aColumn == 1 {
    loopOverRows(a, aRow, 1, panel, panelRow, depth, c, cRow, start, startRow, rows, width, lanes, edge)
  } else if aRow == 1 {
    loopOverRows(a, 1, aColumn, panel, panelRow, depth, c, cRow, start, startRow, rows, width, lanes, edge)
  } else {
    loopOverRows(a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow, rows, width, lanes, edge)
  }
}

@inline(always)
private func loopOverRows(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int, _ rows: Int,
  _ width: Int, _ lanes: Int, _ edge: UnsafeMutablePointer<Float>
) {
  let isWhole = width == lanes
  let target = isWhole ? cRow : lanes
  var i = 0
  while i < rows {
    let count = blockRows(rows &- i, lanes)
    var from = start + i &* startRow
    var fromRow = startRow
    let to = isWhole ? c + i &* cRow : edge
    if !isWhole && startRow != 0 {
      copyRows(from, startRow, edge, lanes, count, width)
      from = UnsafePointer(edge)
      fromRow = lanes
    }
    let left = a + i &* aRow
    #if AVX512
      if lanes == 32 {
        switch count {
        case 8: product8x32(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
        case 4: product4x32(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
        case 2: product2x32(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
        default: product1x32(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
        }
        if !isWhole { copyRows(UnsafePointer(edge), lanes, c + i &* cRow, cRow, count, width) }
        i &+= count
        continue
      }
    #endif
    switch count {
    case 6: product6x16(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
    case 4: product4x16(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
    case 2: product2x16(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
    default: product1x16(left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow)
    }
    if !isWhole { copyRows(UnsafePointer(edge), lanes, c + i &* cRow, cRow, count, width) }
    i &+= count
  }
}

/// Rows of the next block of at most `left`: the largest micro-kernel that is not taller.
@inline(always)
func blockRows(_ left: Int, _ lanes: Int) -> Int {
  #if AVX512
    if lanes == 32 { return left >= 8 ? 8 : (left >= 4 ? 4 : (left >= 2 ? 2 : 1)) }
  #endif
  return left >= 6 ? 6 : (left >= 4 ? 4 : (left >= 2 ? 2 : 1))
}

/// `width` elements of each of `rows` rows.
@inline(always)
private func copyRows(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int, _ rows: Int,
  _ width: Int
) {
  var i = 0
  while i < rows {
    var n = 0
    while n < width {
      to[i &* toRow &+ n] = from[i &* fromRow &+ n]
      n &+= 1
    }
    i &+= 1
  }
}
