// The passes of `EqualSegments`: rows of `width` elements that follow one another, one row a segment. `trees` holds 448.

/// Sixteen rows from row s on where 16 elements of each can be read: in `x`, or copied to `room` if that would pass the
/// end of the last of `count` rows.
@inline(always)
private func readable(
  _ x: UnsafePointer<Float>, _ width: Int, _ s: Int, _ count: Int, _ room: UnsafeMutablePointer<Float>
) -> UnsafePointer<Float> {
  if (s &+ 15) &* width &+ 16 <= count &* width { return x + s &* width }
  copyToRoom(x + s &* width, room, smaller(count &- s, 16) &* width)
  return UnsafePointer(room)
}

/// Of each segment what is subtracted before exp: its maximum, or 0 where that is -inf or NaN.
@inline(never)
func segmentShifts(
  _ x: UnsafePointer<Float>, _ width: Int, _ count: Int, _ shifts: UnsafeMutablePointer<Float>,
  _ trees: UnsafeMutablePointer<Float>
) {
  var s = 0
  while s < count {
    let top = treeMaxima(readable(x, width, s, count, trees + 128), width, width, trees)
    store(select(top .> Vector(repeating: -.infinity), top, Vector(repeating: 0)), shifts + s)
    s &+= 16
  }
}

/// log of each segment's sum; 288 elements past the last may be read.
@inline(never)
func segmentLogarithms(
  _ x: UnsafePointer<Float>, _ width: Int, _ count: Int, _ y: UnsafeMutablePointer<Float>,
  _ trees: UnsafeMutablePointer<Float>
) {
  var s = 0
  while s < count {
    store(logarithmOfSums(treeSums(x + s &* width, width, width, trees)), y + s)
    s &+= 16
  }
}

/// Each segment's sum.
@inline(never)
func segmentSums(
  _ x: UnsafePointer<Float>, _ width: Int, _ count: Int, _ sums: UnsafeMutablePointer<Float>,
  _ trees: UnsafeMutablePointer<Float>
) {
  var s = 0
  while s < count {
    store(treeSums(readable(x, width, s, count, trees + 128), width, width, trees), sums + s)
    s &+= 16
  }
}

/// `shifted = x - numbers`, and exp of it in the place of the numbers, both up to a multiple of 16.
@inline(never)
func subtractAndExponentiate(
  _ x: UnsafePointer<Float>, _ count: Int, _ shifted: UnsafeMutablePointer<Float>,
  _ numbers: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < count {
    let difference = (count &- i >= 16 ? load(x + i) : loadPartial(x + i, count &- i, fill: 0)) - load(numbers + i)
    store(difference, shifted + i)
    store(exponentialOfNonPositive(difference), numbers + i)
    i &+= 16
  }
}

/// `y = x - numbers`.
@inline(never)
func subtract(
  _ numbers: UnsafePointer<Float>, from x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  var i = 0
  while i < count {
    storeUpTo16(load(x + i) - load(numbers + i), y + i, count &- i)
    i &+= 16
  }
}

/// `dx = dy - exp(y) totals`.
@inline(never)
func gradientOfTotals(
  _ dy: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ count: Int,
  _ totals: UnsafePointer<Float>
) {
  var i = 0
  while i &+ 16 <= count {
    store(fused(-exponentialOfNonPositive(load(y + i)), load(totals + i), load(dy + i)), dx + i)
    i &+= 16
  }
  if i < count {
    let left = count &- i
    let slope = exponentialOfNonPositive(loadPartial(y + i, left, fill: 0))
    storePartial(fused(-slope, load(totals + i), loadPartial(dy + i, left, fill: 0)), dx + i, left)
  }
}
