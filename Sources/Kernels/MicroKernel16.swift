// Register-blocked products of a few rows of a and 16 columns of b: c = start + a b, k ascending, one fused step a term.
// The accumulators are named variables: in an indexed buffer they would live in memory and halve the speed.
//
// a[i, k] is at `a + i * aRow + k * aColumn`, b[k, n] at `b + k * bRow + n`, c[i, n] at `c + i * cRow + n`, and the
// start of row i at `start + i * startRow + n` (startRow 0: one row for all).

/// `rows` (a literal, 1 to 12) rows and 16 columns. Six rows fill the registers where a vector takes two.
@inline(always)
func product16(
  _ rows: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int,
  _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0 = load(start)
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
  if rows > 1 { c1 = load(start + startRow) }
  if rows > 2 { c2 = load(start + 2 &* startRow) }
  if rows > 3 { c3 = load(start + 3 &* startRow) }
  if rows > 4 { c4 = load(start + 4 &* startRow) }
  if rows > 5 { c5 = load(start + 5 &* startRow) }
  if rows > 6 { c6 = load(start + 6 &* startRow) }
  if rows > 7 { c7 = load(start + 7 &* startRow) }
  if rows > 8 { c8 = load(start + 8 &* startRow) }
  if rows > 9 { c9 = load(start + 9 &* startRow) }
  if rows > 10 { c10 = load(start + 10 &* startRow) }
  if rows > 11 { c11 = load(start + 11 &* startRow) }
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    if rows > 1 { c1 = fused(Vector(repeating: left[aRow]), b0, c1) }
    if rows > 2 { c2 = fused(Vector(repeating: left[2 &* aRow]), b0, c2) }
    if rows > 3 { c3 = fused(Vector(repeating: left[3 &* aRow]), b0, c3) }
    if rows > 4 { c4 = fused(Vector(repeating: left[4 &* aRow]), b0, c4) }
    if rows > 5 { c5 = fused(Vector(repeating: left[5 &* aRow]), b0, c5) }
    if rows > 6 { c6 = fused(Vector(repeating: left[6 &* aRow]), b0, c6) }
    if rows > 7 { c7 = fused(Vector(repeating: left[7 &* aRow]), b0, c7) }
    if rows > 8 { c8 = fused(Vector(repeating: left[8 &* aRow]), b0, c8) }
    if rows > 9 { c9 = fused(Vector(repeating: left[9 &* aRow]), b0, c9) }
    if rows > 10 { c10 = fused(Vector(repeating: left[10 &* aRow]), b0, c10) }
    if rows > 11 { c11 = fused(Vector(repeating: left[11 &* aRow]), b0, c11) }
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0, c)
  if rows > 1 { store(c1, c + cRow) }
  if rows > 2 { store(c2, c + 2 &* cRow) }
  if rows > 3 { store(c3, c + 3 &* cRow) }
  if rows > 4 { store(c4, c + 4 &* cRow) }
  if rows > 5 { store(c5, c + 5 &* cRow) }
  if rows > 6 { store(c6, c + 6 &* cRow) }
  if rows > 7 { store(c7, c + 7 &* cRow) }
  if rows > 8 { store(c8, c + 8 &* cRow) }
  if rows > 9 { store(c9, c + 9 &* cRow) }
  if rows > 10 { store(c10, c + 10 &* cRow) }
  if rows > 11 { store(c11, c + 11 &* cRow) }
}
