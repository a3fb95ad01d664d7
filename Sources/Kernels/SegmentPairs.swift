// Segments of two columns, as two-valued variables have them: sixteen segments at a time, one in each lane.

/// log-softmax of `width` / 2 pairs. The larger of a pair has exp(x - max) = 1, so one exp a pair is enough:
/// y = (x - max) - log(1 + exp(min - max)). `room` holds 1056. The columns pass through it: seen whole, the formula would
/// be compiled for halves of vectors.
func pairLogSoftmax(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ width: Int, _ room: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < width {
    let part = smaller(width &- i, 1024)
    partPairs(x + i, room, room + 528, part)
    logSoftmaxOfColumns(room, room + 528, part / 2)
    joinPairs(room, room + 528, y + i, part)
    i &+= part
  }
}

@inline(never)
private func partPairs(
  _ x: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>, _ width: Int
) {
  var i = 0
  while i < width {
    let (a, b) = loadPairs(x + i, width &- i)
    store(a, first + i / 2)
    store(b, second + i / 2)
    i &+= 32
  }
}

@inline(never)
private func logSoftmaxOfColumns(
  _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>, _ count: Int
) {
  var i = 0
  while i < count {
    let (a, b) = (load(first + i), load(second + i))
    let top = larger(a, b)
    let shift = select(top .> Vector(repeating: -.infinity), top, Vector(repeating: 0))
    let (c, d) = (a - shift, b - shift)
    let total = logarithmOfOnePlusFraction(exponentialOfNonPositive(c + d))
    store(c - total, first + i)
    store(d - total, second + i)
    i &+= 16
  }
}

@inline(never)
private func joinPairs(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ width: Int
) {
  var i = 0
  while i < width {
    storePairs(load(first + i / 2), load(second + i / 2), y + i, width &- i)
    i &+= 32
  }
}

/// Draws from `count` pairs of log-probabilities: 0 where exp(a) > u (exp(a) + exp(b)), else 1 unless exp(b) is 0.
func pairDraw(
  _ x: UnsafePointer<Float>, _ u: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  var i = 0
  while i < count {
    let (a, b) = loadPairs(x + 2 &* i, 2 &* (count &- i))
    let (first, second) = (exponential(a), exponential(b))
    let uniforms = count &- i >= 16 ? load(u + i) : loadPartial(u + i, count &- i, fill: 0.5)
    let one = select(second .> Vector(repeating: 0), Vector(repeating: 1), Vector(repeating: 0))
    let index = select(first .> uniforms * (first + second), Vector(repeating: 0), one)
    storeUpTo16(index, y + i, count &- i)
    i &+= 16
  }
}

/// The first and second columns of up to sixteen pairs of `left` columns; zeros past them.
@inline(always)
private func loadPairs(_ x: UnsafePointer<Float>, _ left: Int) -> (Vector, Vector) {
  let first = left >= 16 ? load(x) : loadPartial(x, left, fill: 0)
  var second = Vector(repeating: 0)
  if left >= 32 { second = load(x + 16) } else if left > 16 { second = loadPartial(x + 16, left &- 16, fill: 0) }
  return (
    Vector(lowHalf: first.evenHalf, highHalf: second.evenHalf),
    Vector(lowHalf: first.oddHalf, highHalf: second.oddHalf)
  )
}

/// The inverse of `loadPairs`.
@inline(always)
private func storePairs(_ a: Vector, _ b: Vector, _ y: UnsafeMutablePointer<Float>, _ left: Int) {
  let (first, second) = interleave(a, b)
  storeUpTo16(first, y, left)
  storeUpTo16(second, y + 16, left &- 16)
}
