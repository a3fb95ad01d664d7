import KernelInterface

/// `KernelTable.sumOfSquares`: four sums in turn, so that none waits for itself.
func sumOfSquares(_ sums: BlockSums, _ blocks: Range<Int>) {
  var block = blocks.lowerBound
  while block < blocks.upperBound {
    let x = sums.input + block &* 4096
    let count = smaller(sums.count &- block &* 4096, 4096)
    let zero = Vector(repeating: 0)
    var (a, b, c, d) = (zero, zero, zero, zero)
    var i = 0
    while i &+ 64 <= count {
      a = squared(load(x + i), a)
      b = squared(load(x + i + 16), b)
      c = squared(load(x + i + 32), c)
      d = squared(load(x + i + 48), d)
      i &+= 64
    }
    while i &+ 16 <= count {
      a = squared(load(x + i), a)
      i &+= 16
    }
    if i < count { a = squared(loadPartial(x + i, count &- i, fill: 0), a) }
    sums.output[block] = treeSum((a + b) + (c + d))
    block &+= 1
  }
}

@inline(always)
private func squared(_ x: Vector, _ sum: Vector) -> Vector { fused(x, x, sum) }
