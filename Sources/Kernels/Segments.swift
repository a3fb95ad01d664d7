import KernelInterface

// Rows are worked on in chunks of consecutive short segments, so that exp and log run over full vectors whatever the
// widths are. A chunk's working values lie on the stack: `chunkRoom` floats.

/// Columns of a chunk; a wider segment is worked on alone.
@inline(always) var chunkColumns: Int { 1024 }

/// Segments of a chunk.
@inline(always) var chunkSegments: Int { 256 }

/// First element of a row.
@inline(always)
func place(_ map: RowMap, _ row: Int) -> Int {
  row / map.divisor &* map.outer &+ row % map.divisor &* map.inner
}

/// One past the last segment of the chunk that begins at `first`: at least one segment, and no more columns than fit
/// unless it is one wide segment.
@inline(always)
func chunkEnd(_ rows: SegmentedRows, _ first: Int) -> Int {
  var end = first &+ 1
  while end < rows.segments && end &- first < chunkSegments
    && rows.offsets[end &+ 1] &- rows.offsets[first] <= chunkColumns
  {
    end &+= 1
  }
  return end
}

/// Whether all of `count` segments have two columns.
@inline(always)
func isPairs(_ offsets: UnsafePointer<Int>, _ count: Int) -> Bool {
  var s = 0
  while s < count && offsets[s &+ 1] &- offsets[s] == 2 { s &+= 1 }
  return s == count
}

/// Copies `count` floats and adds zeros up to a multiple of 16, and 16 more.
@inline(never)
func copyToRoom(_ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i &+ 16 <= count {
    store(load(from + i), to + i)
    i &+= 16
  }
  let whole = i
  while i < count {
    to[i] = from[i]
    i &+= 1
  }
  let end = whole &+ 32
  while i < end {
    to[i] = 0
    i &+= 1
  }
}

/// exp of the first `count` floats, in place, up to a multiple of 16.
@inline(never)
func exponentiate(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i < count {
    store(exponential(load(x + i)), x + i)
    i &+= 16
  }
}

/// The sum of `sumRun` where 16 floats may be read past the end.
@inline(never)
func sumPadded(_ x: UnsafeMutablePointer<Float>, _ length: Int) -> Float {
  if length == 2 { return (x[0] + 0) + (x[1] + 0) }
  var sums = maskTail(load(x), length)
  var i = 16
  while i < length {
    sums = sums + maskTail(load(x + i), length &- i)
    i &+= 16
  }
  return treeSum(sums)
}

/// The largest entry of each of `count` segments from x[0] on, NaN if one is NaN.
@inline(never)
func segmentMaxima(
  _ x: UnsafePointer<Float>, _ offsets: UnsafePointer<Int>, _ count: Int, _ maxima: UnsafeMutablePointer<Float>
) {
  var s = 0
  while s < count {
    var top = -Float.infinity
    var i = offsets[s]
    while i < offsets[s &+ 1] {
      top = larger(top, x[i &- offsets[0]])
      i &+= 1
    }
    maxima[s] = top
    s &+= 1
  }
}

/// Writes `value` `length` times, and up to 15 times more: a caller that goes on with what follows overwrites those.
@inline(always)
func spread(_ value: Float, _ y: UnsafeMutablePointer<Float>, _ length: Int) {
  let all = Vector(repeating: value)
  var i = 0
  while i < length {
    store(all, y + i)
    i &+= 16
  }
}

/// 0 in lanes at and past `count`.
@inline(always)
private func maskTail(_ x: Vector, _ count: Int) -> Vector {
  if count >= 16 { return x }
  let lanes = BitVector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return x.replacing(
    with: Vector(repeating: 0), where: lanes .>= BitVector(repeating: Int32(truncatingIfNeeded: count)))
}

/// Rows that follow one another without a gap in every operand, and are worked on together as one row of more segments;
/// 1 where they do not, or a row alone fills a chunk.
@inline(always)
func rowsTogether(_ rows: SegmentedRows, _ maps: (RowMap, RowMap)) -> Int {
  let width = rows.offsets[rows.segments]
  if rows.outputRowStride != width || !isGapless(maps.0, width) || !isGapless(maps.1, width) { return 1 }
  return greater(1, smaller(chunkColumns / greater(width, 1), chunkSegments / rows.segments))
}

/// Whether rows of `width` elements follow one another without a gap.
@inline(always)
func isGapless(_ map: RowMap, _ width: Int) -> Bool {
  map.divisor == 1 ? map.outer == width : map.inner == width && map.outer == map.divisor &* width
}

/// The offsets of `count` rows as of one.
@inline(always)
func repeatOffsets(_ rows: SegmentedRows, _ count: Int, _ offsets: UnsafeMutablePointer<Int>) {
  let width = rows.offsets[rows.segments]
  var row = 0
  while row < count {
    var s = 0
    while s <= rows.segments {
      offsets[row &* rows.segments &+ s] = row &* width &+ rows.offsets[s]
      s &+= 1
    }
    row &+= 1
  }
}
