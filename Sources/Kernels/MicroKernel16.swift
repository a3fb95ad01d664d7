import KernelInterface

// Register-blocked products of a few rows of a and 16 columns of b: c = start + a b, k ascending, one fused step a term.
// The accumulators are named variables: in an indexed buffer they would live in memory and halve the speed.

/// `rows` (a literal, 1 to 12) rows and 16 columns. Six rows fill the registers where a vector takes two. `asksForA`, a literal:
/// a's rows are neighbours, and the lines that the next block reads of them are asked for.
@inline(always)
func product16(_ rows: Int, _ block: ProductBlock, asksForA: Bool) {
  var c0 = load(block.start)
  var c1 = c0
  var c2 = c0
  var c3 = c0
  var c4 = c0
  var c5 = c0
  var c6 = c0
  var c7 = c0
  var c8 = c0
  var c9 = c0
  var c10 = c0
  var c11 = c0
  if rows > 1 { c1 = load(block.start + block.startRow) }
  if rows > 2 { c2 = load(block.start + 2 &* block.startRow) }
  if rows > 3 { c3 = load(block.start + 3 &* block.startRow) }
  if rows > 4 { c4 = load(block.start + 4 &* block.startRow) }
  if rows > 5 { c5 = load(block.start + 5 &* block.startRow) }
  if rows > 6 { c6 = load(block.start + 6 &* block.startRow) }
  if rows > 7 { c7 = load(block.start + 7 &* block.startRow) }
  if rows > 8 { c8 = load(block.start + 8 &* block.startRow) }
  if rows > 9 { c9 = load(block.start + 9 &* block.startRow) }
  if rows > 10 { c10 = load(block.start + 10 &* block.startRow) }
  if rows > 11 { c11 = load(block.start + 11 &* block.startRow) }
  prefetchBlock(block.c, block.cRow, rows, 16)
  var left = block.a
  var right = block.b
  var next = block.ahead
  var k = 0
  while k < block.depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    if rows > 1 { c1 = fused(Vector(repeating: left[block.aRow]), b0, c1) }
    if rows > 2 { c2 = fused(Vector(repeating: left[2 &* block.aRow]), b0, c2) }
    if rows > 3 { c3 = fused(Vector(repeating: left[3 &* block.aRow]), b0, c3) }
    if rows > 4 { c4 = fused(Vector(repeating: left[4 &* block.aRow]), b0, c4) }
    if rows > 5 { c5 = fused(Vector(repeating: left[5 &* block.aRow]), b0, c5) }
    if rows > 6 { c6 = fused(Vector(repeating: left[6 &* block.aRow]), b0, c6) }
    if rows > 7 { c7 = fused(Vector(repeating: left[7 &* block.aRow]), b0, c7) }
    if rows > 8 { c8 = fused(Vector(repeating: left[8 &* block.aRow]), b0, c8) }
    if rows > 9 { c9 = fused(Vector(repeating: left[9 &* block.aRow]), b0, c9) }
    if rows > 10 { c10 = fused(Vector(repeating: left[10 &* block.aRow]), b0, c10) }
    if rows > 11 { c11 = fused(Vector(repeating: left[11 &* block.aRow]), b0, c11) }
    left += block.aColumn
    right += block.bRow
    prefetch(next)
    if asksForA { prefetch(left + 16) }
    next += block.aheadRow
    k &+= 1
  }
  store(c0, block.c)
  if rows > 1 { store(c1, block.c + block.cRow) }
  if rows > 2 { store(c2, block.c + 2 &* block.cRow) }
  if rows > 3 { store(c3, block.c + 3 &* block.cRow) }
  if rows > 4 { store(c4, block.c + 4 &* block.cRow) }
  if rows > 5 { store(c5, block.c + 5 &* block.cRow) }
  if rows > 6 { store(c6, block.c + 6 &* block.cRow) }
  if rows > 7 { store(c7, block.c + 7 &* block.cRow) }
  if rows > 8 { store(c8, block.c + 8 &* block.cRow) }
  if rows > 9 { store(c9, block.c + 9 &* block.cRow) }
  if rows > 10 { store(c10, block.c + 10 &* block.cRow) }
  if rows > 11 { store(c11, block.c + 11 &* block.cRow) }
}
