/// Sixteen lanes. Every kernel computes in this width on every processor, so that the order of sums never changes.
typealias Vector = SIMD16<Float>
/// The bits of a `Vector`.
typealias BitVector = SIMD16<Int32>
/// One truth value a lane.
typealias LaneMask = SIMDMask<SIMD16<Int32>>

/// Sixteen consecutive floats from any address.
@inline(always)
func load(_ p: UnsafePointer<Float>) -> Vector { UnsafeRawPointer(p).loadUnaligned(as: Vector.self) }

/// Sixteen consecutive floats from any address.
@inline(always)
func load(_ p: UnsafeMutablePointer<Float>) -> Vector { UnsafeRawPointer(p).loadUnaligned(as: Vector.self) }

/// Writes sixteen consecutive floats to any address.
@inline(always)
func store(_ x: Vector, _ p: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(p).storeBytes(of: x, as: Vector.self)
}

/// Copies `count` floats from one stride to another. Out of line since it is for tails; it takes pointers alone, since a
/// `Vector` that crosses a function's boundary is passed as four vectors of four, and all arithmetic on it is split so.
@inline(never)
func copyElements(
  _ from: UnsafePointer<Float>, _ fromStride: Int, _ to: UnsafeMutablePointer<Float>, _ toStride: Int, _ count: Int
) {
  var i = 0
  while i < count {
    to[i &* toStride] = from[i &* fromStride]
    i &+= 1
  }
}

/// The first `count` < 16 floats, `stride` apart, and `fill` in the other lanes; reads nothing else.
@inline(always)
func loadPartial(_ p: UnsafePointer<Float>, _ count: Int, fill: Float, stride: Int = 1) -> Vector {
  var lanes = Vector(repeating: fill)
  withUnsafeMutablePointer(to: &lanes) { room in
    copyElements(p, stride, UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self), 1, count)
  }
  return lanes
}

/// Writes the first `count` < 16 lanes `stride` apart and nothing else.
@inline(always)
func storePartial(_ x: Vector, _ p: UnsafeMutablePointer<Float>, _ count: Int, stride: Int = 1) {
  var lanes = x
  withUnsafeMutablePointer(to: &lanes) { room in
    copyElements(UnsafeRawPointer(room).assumingMemoryBound(to: Float.self), 1, p, stride, count)
  }
}

/// Writes the first `count` lanes, all of 16 or more; none where `count` <= 0.
@inline(always)
func storeUpTo16(_ x: Vector, _ p: UnsafeMutablePointer<Float>, _ count: Int) {
  if count >= 16 { store(x, p) } else if count > 0 { storePartial(x, p, count) }
}

@inline(always)
func bits(_ x: Vector) -> BitVector { unsafeBitCast(x, to: BitVector.self) }

@inline(always)
func float(_ x: BitVector) -> Vector { unsafeBitCast(x, to: Vector.self) }

/// `a` where the mask is true, else `b`; a lane is passed through untouched, NaN included.
@inline(always)
func select(_ mask: LaneMask, _ a: Vector, _ b: Vector) -> Vector { b.replacing(with: a, where: mask) }

/// a b + c, rounded once.
@inline(always)
func fused(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector { c.addingProduct(a, b) }

/// Sum of the lanes as a tree: lane i and lane i + 8, then i + 4, i + 2, i + 1.
@inline(always)
func treeSum(_ x: Vector) -> Float {
  let eight = x.lowHalf + x.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// a0 b0 a1 b1 ... a15 b15 as two vectors.
@inline(always)
func interleave(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
  var (low, high) = (Vector(), Vector())
  low.evenHalf = a.lowHalf
  low.oddHalf = b.lowHalf
  high.evenHalf = a.highHalf
  high.oddHalf = b.highHalf
  return (low, high)
}

/// Larger of each pair; NaN if either is NaN; the second of equals.
@inline(always)
func larger(_ a: Vector, _ b: Vector) -> Vector { select(a .!= a, a, select(a .> b, a, b)) }

/// `larger` for one pair.
@inline(always)
func larger(_ a: Float, _ b: Float) -> Float { a != a ? a : (a > b ? a : b) }

/// Largest lane; NaN if one is NaN.
@inline(always)
func treeMaximum(_ x: Vector) -> Float {
  var y = larger(x, Vector(lowHalf: x.highHalf, highHalf: x.lowHalf))
  let four = y.lowHalf.highHalf
  y.lowHalf.highHalf = y.lowHalf.lowHalf
  y = larger(y, Vector(lowHalf: SIMD8(lowHalf: four, highHalf: four), highHalf: y.highHalf))
  return larger(larger(y[0], y[1]), larger(y[2], y[3]))
}

/// `count` <= 16 floats that are `stride` apart; 0 in the other lanes.
@inline(always)
func loadStrided(_ p: UnsafePointer<Float>, _ stride: Int, _ count: Int) -> Vector {
  if count < 16 { return loadPartial(p, count, fill: 0, stride: stride) }
  if stride == 1 { return load(p) }
  return Vector(
    p[0], p[stride], p[2 &* stride], p[3 &* stride], p[4 &* stride], p[5 &* stride], p[6 &* stride], p[7 &* stride],
    p[8 &* stride], p[9 &* stride], p[10 &* stride], p[11 &* stride], p[12 &* stride], p[13 &* stride],
    p[14 &* stride], p[15 &* stride])
}

@inline(always)
func smaller(_ a: Int, _ b: Int) -> Int { a < b ? a : b }

@inline(always)
func greater(_ a: Int, _ b: Int) -> Int { a > b ? a : b }
