// Register-blocked products of a few rows of a and 16 columns of b: c = start + a b, k ascending, one fused step a term.
// The accumulators are named variables: in an indexed buffer they would live in memory and halve the speed.
//
// a[i, k] is at `a + i * aRow + k * aColumn`, b[k, n] at `b + k * bRow + n`, c[i, n] at `c + i * cRow + n`, and the
// start of row i at `start + i * startRow + n` (startRow 0: one row for all).

/// 6 rows and 16 columns.
@inline(always)
func product6x16(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0 = load(start)
  var c1 = load(start + startRow)
  var c2 = load(start + 2 &* startRow)
  var c3 = load(start + 3 &* startRow)
  var c4 = load(start + 4 &* startRow)
  var c5 = load(start + 5 &* startRow)
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    c1 = fused(Vector(repeating: left[aRow]), b0, c1)
    c2 = fused(Vector(repeating: left[2 &* aRow]), b0, c2)
    c3 = fused(Vector(repeating: left[3 &* aRow]), b0, c3)
    c4 = fused(Vector(repeating: left[4 &* aRow]), b0, c4)
    c5 = fused(Vector(repeating: left[5 &* aRow]), b0, c5)
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0, c)
  store(c1, c + cRow)
  store(c2, c + 2 &* cRow)
  store(c3, c + 3 &* cRow)
  store(c4, c + 4 &* cRow)
  store(c5, c + 5 &* cRow)
}

/// 4 rows and 16 columns.
@inline(always)
func product4x16(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0 = load(start)
  var c1 = load(start + startRow)
  var c2 = load(start + 2 &* startRow)
  var c3 = load(start + 3 &* startRow)
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    c1 = fused(Vector(repeating: left[aRow]), b0, c1)
    c2 = fused(Vector(repeating: left[2 &* aRow]), b0, c2)
    c3 = fused(Vector(repeating: left[3 &* aRow]), b0, c3)
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0, c)
  store(c1, c + cRow)
  store(c2, c + 2 &* cRow)
  store(c3, c + 3 &* cRow)
}

/// 2 rows and 16 columns.
@inline(always)
func product2x16(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0 = load(start)
  var c1 = load(start + startRow)
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    c1 = fused(Vector(repeating: left[aRow]), b0, c1)
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0, c)
  store(c1, c + cRow)
}

/// 1 row and 16 columns.
@inline(always)
func product1x16(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0 = load(start)
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    c0 = fused(Vector(repeating: left[0]), b0, c0)
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0, c)
}
