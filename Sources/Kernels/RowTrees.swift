// A value of each of sixteen short rows, one a lane: what the halving tree over the lanes of one row would give (lane i
// with lane i + 8, then i + 4, i + 2, i + 1). Each step halves two vectors of rows into one, so that no lane is idle and
// no row is turned. Between the steps the rows pass through memory: seen whole, the steps would be compiled into more
// shuffles than they are.

/// Sums of sixteen rows of `width` <= 16 elements that begin `stride` apart; missing lanes add 0. Reads up to 16 elements
/// from the beginning of each row; `room` holds 128.
@inline(always)
func treeSums(
  _ x: UnsafePointer<Float>, _ stride: Int, _ width: Int, _ room: UnsafeMutablePointer<Float>
) -> Vector {
  if width > 8 {
    foldSixteens(x, stride, width, 0, room, sum)
    return foldEights(room, sum)
  }
  pairRows(x, stride, width, 0, room)
  return foldEights(room, sum) + Vector(repeating: 0)
}

/// The largest elements of sixteen rows, as `treeSums`. A NaN may be passed over; which zero of two is any.
@inline(always)
func treeMaxima(
  _ x: UnsafePointer<Float>, _ stride: Int, _ width: Int, _ room: UnsafeMutablePointer<Float>
) -> Vector {
  if width > 8 {
    foldSixteens(x, stride, width, -.infinity, room, largerOrSecond)
  } else {
    pairRows(x, stride, width, -.infinity, room)
  }
  return foldEights(room, largerOrSecond)
}

@inline(always)
private func sum(_ a: Vector, _ b: Vector) -> Vector { a + b }

@inline(always)
private func largerOrSecond(_ a: Vector, _ b: Vector) -> Vector { select(a .> b, a, b) }

/// Eight lanes of each of sixteen rows that are wider than eight, two rows to a vector.
@inline(always)
private func foldSixteens(
  _ x: UnsafePointer<Float>, _ stride: Int, _ width: Int, _ missing: Float, _ room: UnsafeMutablePointer<Float>,
  _ combine: (Vector, Vector) -> Vector
) {
  let isTerm = firstOfEight(width &- 8)
  var p = x
  var i = 0
  while i < 128 {
    let second = select(isTerm, rowPair(p + 8, stride), Vector(repeating: missing))
    store(combine(rowPair(p, stride), second), room + i)
    p += 2 &* stride
    i &+= 16
  }
}

/// Sixteen rows of at most eight, two to a vector.
@inline(always)
private func pairRows(
  _ x: UnsafePointer<Float>, _ stride: Int, _ width: Int, _ missing: Float, _ room: UnsafeMutablePointer<Float>
) {
  let isTerm = firstOfEight(width)
  var p = x
  var i = 0
  while i < 128 {
    store(select(isTerm, rowPair(p, stride), Vector(repeating: missing)), room + i)
    p += 2 &* stride
    i &+= 16
  }
}

/// Eight elements from p on and eight from p + stride on.
@inline(always)
private func rowPair(_ p: UnsafePointer<Float>, _ stride: Int) -> Vector {
  Vector(
    lowHalf: UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self),
    highHalf: UnsafeRawPointer(p + stride).loadUnaligned(as: SIMD8<Float>.self))
}

/// Lanes below `count` of each half.
@inline(always)
private func firstOfEight(_ count: Int) -> LaneMask {
  BitVector(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7)
    .< BitVector(repeating: Int32(truncatingIfNeeded: count))
}

/// Sixteen rows of eight lanes become one lane each.
@inline(always)
private func foldEights(_ room: UnsafeMutablePointer<Float>, _ combine: (Vector, Vector) -> Vector) -> Vector {
  var i = 0
  while i < 64 {
    store(foldHalves(load(room + 2 &* i), load(room + 2 &* i + 16), combine), room + i)
    i &+= 16
  }
  let (a, b, c, d) = partTwice(load(room), load(room + 16), load(room + 32), load(room + 48))
  return combine(combine(a, c), combine(b, d))
}

/// Two rows of eight lanes in each vector become four rows of four.
@inline(always)
private func foldHalves(_ a: Vector, _ b: Vector, _ combine: (Vector, Vector) -> Vector) -> Vector {
  combine(
    Vector(
      lowHalf: SIMD8(lowHalf: a.lowHalf.lowHalf, highHalf: a.highHalf.lowHalf),
      highHalf: SIMD8(lowHalf: b.lowHalf.lowHalf, highHalf: b.highHalf.lowHalf)),
    Vector(
      lowHalf: SIMD8(lowHalf: a.lowHalf.highHalf, highHalf: a.highHalf.highHalf),
      highHalf: SIMD8(lowHalf: b.lowHalf.highHalf, highHalf: b.highHalf.highHalf)))
}
