import KernelInterface

// Segments of at most 16 columns, all of them equally wide: everything runs over full vectors. One number of each
// segment is found for sixteen segments at a time and then repeated as often as the segment has columns.

/// Columns of each segment where all have as many and at most 16, else 0.
@inline(always)
func equalWidth(_ rows: SegmentedRows) -> Int {
  let width = rows.offsets[1]
  if width > 16 { return 0 }
  var s = 1
  while s < rows.segments {
    if rows.offsets[s &+ 1] &- rows.offsets[s] != width { return 0 }
    s &+= 1
  }
  return width
}

/// Segments that are worked on together: a multiple of 16, so that what is computed past the last one has room.
@inline(always)
private func segmentsTogether(_ width: Int) -> Int { smaller(equalColumns / width, equalColumns / 4) & ~15 }

/// Columns that are worked on together.
@inline(always)
private var equalColumns: Int { 1024 }

/// log-softmax of `rows` in `range`, whose segments are all `width` columns wide.
@inline(never)
func equalLogSoftmax(_ rows: SegmentedRows, _ range: Range<Int>, _ width: Int) {
  var stack = InlineArray<175, Vector>(repeating: Vector(repeating: 0))
  withUnsafeMutablePointer(to: &stack) { room in
    let room = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
    let together = equalRowsTogether(rows, rows.inputRows, range)
    var row = range.lowerBound
    while row < range.upperBound {
      let count = together &* rows.segments
      let x = rows.input + place(rows.inputRows, row)
      let y = rows.output + row &* rows.outputRowStride
      if width == 2 { pairLogSoftmax(x, y, 2 &* count, room) } else { logSoftmaxOfEqual(x, y, count, width, room) }
      row &+= together
    }
  }
}

/// Gradient of `rows` in `range`, whose segments are all `width` columns wide.
@inline(never)
func equalGradient(_ rows: SegmentedRows, _ range: Range<Int>, _ width: Int) {
  guard let second = rows.second else { return }
  var stack = InlineArray<175, Vector>(repeating: Vector(repeating: 0))
  withUnsafeMutablePointer(to: &stack) { room in
    let room = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
    let together = smaller(
      equalRowsTogether(rows, rows.inputRows, range), equalRowsTogether(rows, rows.secondRows, range))
    var row = range.lowerBound
    while row < range.upperBound {
      let dy = rows.input + place(rows.inputRows, row)
      let y = second + place(rows.secondRows, row)
      gradientOfEqual(dy, y, rows.output + row &* rows.outputRowStride, together &* rows.segments, width, room)
      row &+= together
    }
  }
}

/// All rows of `range` where they follow one another without a gap, else 1.
@inline(always)
private func equalRowsTogether(_ rows: SegmentedRows, _ map: RowMap, _ range: Range<Int>) -> Int {
  let width = rows.offsets[rows.segments]
  return rows.outputRowStride == width && isGapless(map, width) ? range.upperBound &- range.lowerBound : 1
}

/// log-softmax of `count` segments that follow one another.
private func logSoftmaxOfEqual(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int, _ width: Int,
  _ room: UnsafeMutablePointer<Float>
) {
  let (shifted, numbers, trees) = (room + 1040, room + 2080, room + 2352)
  let most = segmentsTogether(width)
  var s = 0
  while s < count {
    let part = smaller(most, count &- s)
    let (first, columns, padded) = (s &* width, part &* width, (part &+ 15) & ~15)
    segmentShifts(x + first, width, part, numbers, trees)
    repeatEach(numbers, 1, room, width: width, rows: padded)
    subtractAndExponentiate(x + first, columns, shifted, room)
    segmentLogarithms(room, width, part, numbers, trees)
    repeatEach(numbers, 1, room, width: width, rows: padded)
    subtract(room, from: shifted, y + first, columns)
    s &+= part
  }
}

/// Gradient of `count` segments that follow one another.
private func gradientOfEqual(
  _ dy: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ count: Int,
  _ width: Int, _ room: UnsafeMutablePointer<Float>
) {
  let (numbers, trees) = (room + 2080, room + 2352)
  let most = segmentsTogether(width)
  var s = 0
  while s < count {
    let part = smaller(most, count &- s)
    let (first, columns) = (s &* width, part &* width)
    segmentSums(dy + first, width, part, numbers, trees)
    repeatEach(numbers, 1, room, width: width, rows: (part &+ 15) & ~15)
    gradientOfTotals(dy + first, y + first, dx + first, columns, room)
    s &+= part
  }
}
