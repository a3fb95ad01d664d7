import KernelInterface

/// `KernelTable.logSoftmax`.
func logSoftmax(_ rows: SegmentedRows, _ range: Range<Int>) {
  let width = equalWidth(rows)
  if width > 0 { equalLogSoftmax(rows, range, width) } else { unequalLogSoftmax(rows, range) }
}

@inline(never)
private func unequalLogSoftmax(_ rows: SegmentedRows, _ range: Range<Int>) {
  var stack = InlineArray<150, Vector>(repeating: Vector(repeating: 0))
  var places = InlineArray<257, Int>(repeating: 0)
  let group = rowsTogether(rows, (rows.inputRows, rows.inputRows))
  withUnsafeMutablePointer(to: &stack) { room in
    withUnsafeMutablePointer(to: &places) { places in
      let values = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
      let offsets = UnsafeMutableRawPointer(places).assumingMemoryBound(to: Int.self)
      if group > 1 { repeatOffsets(rows, group, offsets) }
      var row = range.lowerBound
      while row < range.upperBound {
        let count = smaller(range.upperBound &- row, group)
        let x = rows.input + place(rows.inputRows, row)
        let y = rows.output + row &* rows.outputRowStride
        if count == 1 {
          logSoftmaxOfRow(rows, x, y, values)
        } else {
          chunkLogSoftmax(x, y, offsets, count &* rows.segments, values)
        }
        row &+= count
      }
    }
  }
}

@inline(always)
private func logSoftmaxOfRow(
  _ rows: SegmentedRows, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ values: UnsafeMutablePointer<Float>
) {
  var first = 0
  while first < rows.segments {
    let end = chunkEnd(rows, first)
    let start = rows.offsets[first]
    let width = rows.offsets[end] &- start
    if isPairs(rows.offsets + first, end &- first) {
      pairLogSoftmax(x + start, y + start, width, values)
    } else if width > chunkColumns {
      wideLogSoftmax(x + start, y + start, width)
    } else {
      chunkLogSoftmax(x, y, rows.offsets + first, end &- first, values)
    }
    first = end
  }
}

/// The shift of a segment: its maximum, or 0 where that is -inf or NaN.
@inline(always)
private func segmentShift(_ maximum: Float) -> Float { maximum > -.infinity ? maximum : 0 }

/// log of the sums, and 0 where a sum is 0: then every entry is -inf and stays so.
@inline(always)
func logarithmOfSums(_ sums: Vector) -> Vector {
  select(sums .== Vector(repeating: 0), Vector(repeating: 0), logarithm(sums))
}

private func wideLogSoftmax(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ width: Int) {
  let offset = segmentShift(maximumOfRun(x, width))
  let shift = Vector(repeating: offset)
  let total = logarithmOfSums(Vector(repeating: sumExponentials(x, width, offset)))
  var i = 0
  while i &+ 16 <= width {
    store((load(x + i) - shift) - total, y + i)
    i &+= 16
  }
  while i < width {
    y[i] = (x[i] - offset) - total[0]
    i &+= 1
  }
}

private func chunkLogSoftmax(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ offsets: UnsafePointer<Int>, _ count: Int,
  _ values: UnsafeMutablePointer<Float>
) {
  // Of each element its segment's number, so that all else runs over whole vectors.
  let numbers = values + 1056
  let sums = values + 2112
  let origin = offsets[0]
  let width = offsets[count] &- origin
  copyToRoom(x + origin, values, width)
  segmentMaxima(values, offsets, count, sums)
  var s = 0
  while s < count {
    spread(segmentShift(sums[s]), numbers + (offsets[s] &- origin), offsets[s &+ 1] &- offsets[s])
    s &+= 1
  }
  var i = 0
  while i < width {
    let shifted = load(values + i) - load(numbers + i)
    storeUpTo16(shifted, y + origin + i, width &- i)
    store(exponentialOfNonPositive(shifted), values + i)
    i &+= 16
  }
  s = 0
  while s < count {
    sums[s] = sumPadded(values + (offsets[s] &- origin), offsets[s &+ 1] &- offsets[s])
    s &+= 1
  }
  s = 0
  while s < count {
    store(logarithmOfSums(load(sums + s)), sums + s)
    s &+= 16
  }
  s = 0
  while s < count {
    spread(sums[s], numbers + (offsets[s] &- origin), offsets[s &+ 1] &- offsets[s])
    s &+= 1
  }
  subtract(numbers, from: y + origin, width)
}

@inline(never)
private func subtract(_ x: UnsafePointer<Float>, from y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i &+ 16 <= count {
    store(load(y + i) - load(x + i), y + i)
    i &+= 16
  }
  while i < count {
    y[i] = y[i] - x[i]
    i &+= 1
  }
}
