/// 1 row and 64 columns: as many independent sums as 4 rows of 16.
@inline(always)
func product1x64(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
) {
  var c0a = load(start), c0b = load(start + 16), c0c = load(start + 32), c0d = load(start + 48)
  var left = a
  var right = b
  var k = 0
  while k < depth {
    let b0 = load(right)
    let b1 = load(right + 16)
    let b2 = load(right + 32)
    let b3 = load(right + 48)
    let a0 = Vector(repeating: left[0])
    c0a = fused(a0, b0, c0a)
    c0b = fused(a0, b1, c0b)
    c0c = fused(a0, b2, c0c)
    c0d = fused(a0, b3, c0d)
    left += aColumn
    right += bRow
    k &+= 1
  }
  store(c0a, c)
  store(c0b, c + 16)
  store(c0c, c + 32)
  store(c0d, c + 48)
}
