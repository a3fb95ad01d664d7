// Whole numbers held as floats, several at a time. Lane by lane, which becomes one instruction: the conversion of a vector
// as such is a call, and so may be a comparison.

/// Sixteen neighbouring indices.
@inline(always)
func sixteenIndices(_ p: UnsafePointer<Float>) -> BitVector {
  let x = load(p)
  var whole = BitVector()
  var i = 0
  while i < 16 {
    whole[i] = Int32(x[i])
    i &+= 1
  }
  return whole
}

/// Four neighbouring indices.
@inline(always)
func fourIndices(_ p: UnsafePointer<Float>) -> SIMD4<Int32> {
  let x = UnsafeRawPointer(p).loadUnaligned(as: SIMD4<Float>.self)
  return SIMD4(Int32(x[0]), Int32(x[1]), Int32(x[2]), Int32(x[3]))
}

/// `fourIndices` of which the first `count` are there; the others are 0.
@inline(always)
func fourIndices(_ p: UnsafePointer<Float>, _ count: Int) -> SIMD4<Int32> {
  if count >= 4 { return fourIndices(p) }
  return SIMD4(Int32(p[0]), count > 1 ? Int32(p[1]) : 0, count > 2 ? Int32(p[2]) : 0, 0)
}

/// Sixteen integers from any address.
@inline(always)
func sixteenIntegers(_ p: UnsafePointer<Int32>) -> BitVector {
  UnsafeRawPointer(p).loadUnaligned(as: BitVector.self)
}

/// Four integers from any address.
@inline(always)
func fourIntegers(_ p: UnsafePointer<Int32>) -> SIMD4<Int32> {
  UnsafeRawPointer(p).loadUnaligned(as: SIMD4<Int32>.self)
}

/// `fourIntegers` of which the first `count` are there; the others are 0.
@inline(always)
func fourIntegers(_ p: UnsafePointer<Int32>, _ count: Int) -> SIMD4<Int32> {
  if count >= 4 { return fourIntegers(p) }
  return SIMD4(p[0], count > 1 ? p[1] : 0, count > 2 ? p[2] : 0, 0)
}

@inline(always)
func hasNegative(_ x: BitVector) -> Bool {
  let eight = x.lowHalf | x.highHalf
  return hasNegative(eight.lowHalf | eight.highHalf)
}

@inline(always)
func hasNegative(_ x: SIMD4<Int32>) -> Bool {
  let two = x.lowHalf | x.highHalf
  return two.x | two.y < 0
}
