import KernelInterface

/// `KernelTable.multiplyAddChains`: twelve independent 8-lane chains fill two units of latency 4 to 6; 16-lane vectors of
/// which each is two 8-lane ones, so six of them.
func multiplyAddChains(_ rounds: Int) -> Float {
  let factor = Vector(repeating: 0.999_999)
  let term = Vector(repeating: 1e-6)
  var a = Vector(repeating: 1)
  var b = Vector(repeating: 2)
  var c = Vector(repeating: 3)
  var d = Vector(repeating: 4)
  var e = Vector(repeating: 5)
  var f = Vector(repeating: 6)
  var g = Vector(repeating: 7)
  var h = Vector(repeating: 8)
  var i = 0
  while i < rounds {
    a = fused(a, factor, term)
    b = fused(b, factor, term)
    c = fused(c, factor, term)
    d = fused(d, factor, term)
    e = fused(e, factor, term)
    f = fused(f, factor, term)
    #if AVX512
      g = fused(g, factor, term)
      h = fused(h, factor, term)
    #endif
    i &+= 1
  }
  return treeSum(((a + b) + (c + d)) + ((e + f) + (g + h)))
}

/// `KernelTable.triad`.
func triad(
  _ y: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ range: Range<Int>
) {
  let factor = Vector(repeating: 0.5)
  var i = range.lowerBound
  while i &+ 16 <= range.upperBound {
    store(fused(load(b + i), factor, load(a + i)), y + i)
    i &+= 16
  }
}
