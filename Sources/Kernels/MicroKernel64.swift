import KernelInterface

/// 1 row and 64 columns: as many independent sums as 4 rows of 16.
@inline(always)
func product1x64(_ block: ProductBlock) {
  var c0a = load(block.start), c0b = load(block.start + 16), c0c = load(block.start + 32), c0d = load(block.start + 48)
  var left = block.a
  var right = block.b
  var k = 0
  while k < block.depth {
    let b0 = load(right)
    let b1 = load(right + 16)
    let b2 = load(right + 32)
    let b3 = load(right + 48)
    let a0 = Vector(repeating: left[0])
    c0a = fused(a0, b0, c0a)
    c0b = fused(a0, b1, c0b)
    c0c = fused(a0, b2, c0c)
    c0d = fused(a0, b3, c0d)
    left += block.aColumn
    right += block.bRow
    k &+= 1
  }
  store(c0a, block.c)
  store(c0b, block.c + 16)
  store(c0c, block.c + 32)
  store(c0d, block.c + 48)
}
