import KernelInterface

// The micro-kernel of `SparseBlock`.

/// `rows` (1 or 4) rows and `vectors` (1 to 5) vectors, both literals, of which the last begins at column `last`: columns
/// that it shares with the one before get the same sums again.
@inline(always)
func addPanel(rows: Int, vectors: Int, _ block: SparseBlock, _ last: Int) {
  var (a0, a1, a2) = (Vector(), Vector(), Vector())
  var (a3, a4) = (Vector(), Vector())
  var (b0, b1, b2) = (Vector(), Vector(), Vector())
  var (b3, b4) = (Vector(), Vector())
  var (c0, c1, c2) = (Vector(), Vector(), Vector())
  var (c3, c4) = (Vector(), Vector())
  var (d0, d1, d2) = (Vector(), Vector(), Vector())
  var (d3, d4) = (Vector(), Vector())
  let (at1, at2, at3) = (vectors > 2 ? 16 : last, vectors > 3 ? 32 : last, vectors > 4 ? 48 : last)
  let zero = Vector(repeating: 0)
  if let start = block.start {
    a0 = load(start) + zero
    if vectors > 1 { a1 = load(start + at1) + zero }
    if vectors > 2 { a2 = load(start + at2) + zero }
    if vectors > 3 { a3 = load(start + at3) + zero }
    if vectors > 4 { a4 = load(start + last) + zero }
    if rows > 1 {
      let start = start + block.startRow
      b0 = load(start) + zero
      if vectors > 1 { b1 = load(start + at1) + zero }
      if vectors > 2 { b2 = load(start + at2) + zero }
      if vectors > 3 { b3 = load(start + at3) + zero }
      if vectors > 4 { b4 = load(start + last) + zero }
    }
    if rows > 2 {
      let start = start + 2 &* block.startRow
      c0 = load(start) + zero
      if vectors > 1 { c1 = load(start + at1) + zero }
      if vectors > 2 { c2 = load(start + at2) + zero }
      if vectors > 3 { c3 = load(start + at3) + zero }
      if vectors > 4 { c4 = load(start + last) + zero }
    }
    if rows > 3 {
      let start = start + 3 &* block.startRow
      d0 = load(start) + zero
      if vectors > 1 { d1 = load(start + at1) + zero }
      if vectors > 2 { d2 = load(start + at2) + zero }
      if vectors > 3 { d3 = load(start + at3) + zero }
      if vectors > 4 { d4 = load(start + last) + zero }
    }
  }
  var i = 0
  while i < block.count {
    let k = Int(truncatingIfNeeded: block.places[i])
    let row = block.b + k &* block.bRow
    let x = block.a + k &* block.aColumn
    let r0 = load(row)
    var (r1, r2, r3, r4) = (r0, r0, r0, r0)
    if vectors > 1 { r1 = load(row + at1) }
    if vectors > 2 { r2 = load(row + at2) }
    if vectors > 3 { r3 = load(row + at3) }
    if vectors > 4 { r4 = load(row + last) }
    let factor = Vector(repeating: x[0])
    a0 = fused(factor, r0, a0)
    if vectors > 1 { a1 = fused(factor, r1, a1) }
    if vectors > 2 { a2 = fused(factor, r2, a2) }
    if vectors > 3 { a3 = fused(factor, r3, a3) }
    if vectors > 4 { a4 = fused(factor, r4, a4) }
    if rows > 1 {
      let factor = Vector(repeating: x[block.aRow])
      b0 = fused(factor, r0, b0)
      if vectors > 1 { b1 = fused(factor, r1, b1) }
      if vectors > 2 { b2 = fused(factor, r2, b2) }
      if vectors > 3 { b3 = fused(factor, r3, b3) }
      if vectors > 4 { b4 = fused(factor, r4, b4) }
    }
    if rows > 2 {
      let factor = Vector(repeating: x[2 &* block.aRow])
      c0 = fused(factor, r0, c0)
      if vectors > 1 { c1 = fused(factor, r1, c1) }
      if vectors > 2 { c2 = fused(factor, r2, c2) }
      if vectors > 3 { c3 = fused(factor, r3, c3) }
      if vectors > 4 { c4 = fused(factor, r4, c4) }
    }
    if rows > 3 {
      let factor = Vector(repeating: x[3 &* block.aRow])
      d0 = fused(factor, r0, d0)
      if vectors > 1 { d1 = fused(factor, r1, d1) }
      if vectors > 2 { d2 = fused(factor, r2, d2) }
      if vectors > 3 { d3 = fused(factor, r3, d3) }
      if vectors > 4 { d4 = fused(factor, r4, d4) }
    }
    i &+= 1
  }
  store(a0, block.c)
  if vectors > 1 { store(a1, block.c + at1) }
  if vectors > 2 { store(a2, block.c + at2) }
  if vectors > 3 { store(a3, block.c + at3) }
  if vectors > 4 { store(a4, block.c + last) }
  if rows > 1 {
    let c = block.c + block.cRow
    store(b0, c)
    if vectors > 1 { store(b1, c + at1) }
    if vectors > 2 { store(b2, c + at2) }
    if vectors > 3 { store(b3, c + at3) }
    if vectors > 4 { store(b4, c + last) }
  }
  if rows > 2 {
    let c = block.c + 2 &* block.cRow
    store(c0, c)
    if vectors > 1 { store(c1, c + at1) }
    if vectors > 2 { store(c2, c + at2) }
    if vectors > 3 { store(c3, c + at3) }
    if vectors > 4 { store(c4, c + last) }
  }
  if rows > 3 {
    let c = block.c + 3 &* block.cRow
    store(d0, c)
    if vectors > 1 { store(d1, c + at1) }
    if vectors > 2 { store(d2, c + at2) }
    if vectors > 3 { store(d3, c + at3) }
    if vectors > 4 { store(d4, c + last) }
  }
}
