import KernelInterface

/// All rows of one panel: `panel` with the rows of a and c that are given here. A panel narrower than its lanes goes through
/// `edge`, 512 floats, so that nothing outside the tile is written.
///
/// Each of the first blocks asks for one line of every row of the panel that comes next, from `ahead` on.
func multiplyRows(
  _ panel: ProductBlock, rows: Int, width: Int, lanes: Int, _ edge: UnsafeMutablePointer<Float>
) {
  if panel.aColumn == 1 {
    multiplyRowMajor(panel, rows, width, lanes, edge)
  } else if panel.aRow == 1 {
    multiplyColumnMajor(panel, rows, width, lanes, edge)
  } else {
    multiplyBlocks(panel, rows, width, lanes, edge, asksForA: false)
  }
}

// Copies of the loop: with a known stride of 1 it needs fewer registers for addresses.

/// An a whose columns are neighbours.
@inline(never)
private func multiplyRowMajor(
  _ panel: ProductBlock, _ rows: Int, _ width: Int, _ lanes: Int, _ edge: UnsafeMutablePointer<Float>
) {
  var panel = panel
  panel.aColumn = 1
  multiplyBlocks(panel, rows, width, lanes, edge, asksForA: false)
}

/// An a whose rows are neighbours: those of the next block are in the same lines or the next ones.
@inline(never)
private func multiplyColumnMajor(
  _ panel: ProductBlock, _ rows: Int, _ width: Int, _ lanes: Int, _ edge: UnsafeMutablePointer<Float>
) {
  var panel = panel
  panel.aRow = 1
  multiplyBlocks(panel, rows, width, lanes, edge, asksForA: true)
}

@inline(always)
private func multiplyBlocks(
  _ panel: ProductBlock, _ rows: Int, _ width: Int, _ lanes: Int, _ edge: UnsafeMutablePointer<Float>, asksForA: Bool
) {
  let isWhole = width == lanes
  var block = panel
  if !isWhole { block.cRow = lanes }
  var line = 0
  var i = 0
  while i < rows {
    let count = blockRows(rows &- i, lanes)
    let c = panel.c + i &* panel.cRow
    block.a = panel.a + i &* panel.aRow
    block.start = panel.start + i &* panel.startRow
    block.c = isWhole ? c : edge
    if !isWhole && panel.startRow != 0 {
      copyRows(block.start, panel.startRow, edge, lanes, count, width)
      block.start = UnsafePointer(edge)
      block.startRow = lanes
    }
    block.ahead = line < lanes ? panel.ahead + line : panel.b
    block.aheadRow = line < lanes ? panel.aheadRow : 0
    line &+= 16
    multiply(count, block, lanes, asksForA: asksForA)
    if !isWhole { copyRows(UnsafePointer(edge), lanes, c, panel.cRow, count, width) }
    i &+= count
  }
}

/// One block of `count` rows, by the micro-kernel of its size.
@inline(always)
private func multiply(_ count: Int, _ block: ProductBlock, _ lanes: Int, asksForA: Bool) {
  #if AVX512
    if lanes == 48 {
      switch count {
      case 8: product48(8, block, asksForA: asksForA)
      case 7: product48(7, block, asksForA: asksForA)
      case 6: product48(6, block, asksForA: asksForA)
      case 5: product48(5, block, asksForA: asksForA)
      case 4: product48(4, block, asksForA: asksForA)
      case 3: product48(3, block, asksForA: asksForA)
      case 2: product48(2, block, asksForA: asksForA)
      default: product48(1, block, asksForA: asksForA)
      }
      return
    }
    if lanes == 32 {
      switch count {
      case 8: product32(8, block, asksForA: asksForA)
      case 7: product32(7, block, asksForA: asksForA)
      case 6: product32(6, block, asksForA: asksForA)
      case 5: product32(5, block, asksForA: asksForA)
      case 4: product32(4, block, asksForA: asksForA)
      case 3: product32(3, block, asksForA: asksForA)
      case 2: product32(2, block, asksForA: asksForA)
      default: product32(1, block, asksForA: asksForA)
      }
      return
    }
  #endif
  switch count {
  #if AVX512
    case 12: product16(12, block, asksForA: asksForA)
    case 11: product16(11, block, asksForA: asksForA)
    case 10: product16(10, block, asksForA: asksForA)
    case 9: product16(9, block, asksForA: asksForA)
    case 8: product16(8, block, asksForA: asksForA)
    case 7: product16(7, block, asksForA: asksForA)
  #endif
  case 6: product16(6, block, asksForA: asksForA)
  case 5: product16(5, block, asksForA: asksForA)
  case 4: product16(4, block, asksForA: asksForA)
  case 3: product16(3, block, asksForA: asksForA)
  case 2: product16(2, block, asksForA: asksForA)
  default: product16(1, block, asksForA: asksForA)
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
