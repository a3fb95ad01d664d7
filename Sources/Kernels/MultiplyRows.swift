/// All rows of one panel. A panel narrower than its lanes goes through `edge`, 512 floats, so that nothing outside the
/// tile is written.
func multiplyRows(
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
    // Copies of the micro-kernels: with a known stride of 1 they need fewer registers for addresses.
    if aColumn == 1 {
      multiplyRowMajor(count, left, aRow, panel, panelRow, depth, to, target, from, fromRow, lanes)
    } else if aRow == 1 {
      multiplyColumnMajor(count, left, aColumn, panel, panelRow, depth, to, target, from, fromRow, lanes)
    } else {
      multiplyStrided(count, left, aRow, aColumn, panel, panelRow, depth, to, target, from, fromRow, lanes)
    }
    if !isWhole { copyRows(UnsafePointer(edge), lanes, c + i &* cRow, cRow, count, width) }
    i &+= count
  }
}

/// A block whose a has neighbouring columns.
@inline(never)
private func multiplyRowMajor(
  _ count: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int, _ lanes: Int
) { multiplyBlock(count, a, aRow, 1, panel, panelRow, depth, c, cRow, start, startRow, lanes) }

/// A block whose a has neighbouring rows.
@inline(never)
private func multiplyColumnMajor(
  _ count: Int, _ a: UnsafePointer<Float>, _ aColumn: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int,
  _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int,
  _ lanes: Int
) { multiplyBlock(count, a, 1, aColumn, panel, panelRow, depth, c, cRow, start, startRow, lanes) }

/// A block of any strides.
@inline(never)
private func multiplyStrided(
  _ count: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int,
  _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int,
  _ lanes: Int
) { multiplyBlock(count, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow, lanes) }

/// One block of `count` rows, by the micro-kernel of its size.
@inline(always)
private func multiplyBlock(
  _ count: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ panel: UnsafePointer<Float>, _ panelRow: Int,
  _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int,
  _ lanes: Int
) {
  #if AVX512
    if lanes == 48 {
      switch count {
      case 8: product48(8, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 7: product48(7, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 6: product48(6, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 5: product48(5, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 4: product48(4, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 3: product48(3, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 2: product48(2, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      default: product48(1, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      }
      return
    }
    if lanes == 32 {
      switch count {
      case 8: product32(8, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 7: product32(7, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 6: product32(6, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 5: product32(5, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 4: product32(4, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 3: product32(3, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      case 2: product32(2, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      default: product32(1, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
      }
      return
    }
  #endif
  switch count {
  #if AVX512
    case 12: product16(12, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
    case 11: product16(11, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
    case 10: product16(10, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
    case 9: product16(9, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
    case 8: product16(8, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
    case 7: product16(7, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  #endif
  case 6: product16(6, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  case 5: product16(5, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  case 4: product16(4, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  case 3: product16(3, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  case 2: product16(2, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  default: product16(1, a, aRow, aColumn, panel, panelRow, depth, c, cRow, start, startRow)
  }
}

/// Rows of the next block of `left`, so that all blocks are nearly as tall: a short one would wait for its own sums.
@inline(always)
private func blockRows(_ left: Int, _ lanes: Int) -> Int {
  #if AVX512
    let most = lanes > 16 ? 8 : 12
  #else
    let most = 6
  #endif
  if left <= most { return left }
  let blocks = (left &+ most &- 1) / most
  return (left &+ blocks &- 1) / blocks
}

/// `width` elements of each of `rows` rows.
@inline(always)
private func copyRows(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int, _ rows: Int,
  _ width: Int
) {
  var n = 0
  while n < width {
    copyShortRows(from + n, fromRow, to + n, toRow, width: smaller(width &- n, 16), rows: rows)
    n &+= 16
  }
}
