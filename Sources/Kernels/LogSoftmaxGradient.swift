import KernelInterface

/// `KernelTable.logSoftmaxGradient`.
func logSoftmaxGradient(_ rows: SegmentedRows, _ range: Range<Int>) {
  let width = equalWidth(rows)
  if width > 0 { equalGradient(rows, range, width) } else { unequalGradient(rows, range) }
}

@inline(never)
private func unequalGradient(_ rows: SegmentedRows, _ range: Range<Int>) {
  guard let second = rows.second else { return }
  var stack = InlineArray<198, Vector>(repeating: Vector(repeating: 0))
  var places = InlineArray<257, Int>(repeating: 0)
  let group = rowsTogether(rows, (rows.inputRows, rows.secondRows))
  withUnsafeMutablePointer(to: &stack) { room in
    withUnsafeMutablePointer(to: &places) { places in
      let values = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
      let offsets = UnsafeMutableRawPointer(places).assumingMemoryBound(to: Int.self)
      if group > 1 { repeatOffsets(rows, group, offsets) }
      var row = range.lowerBound
      while row < range.upperBound {
        let count = smaller(range.upperBound &- row, group)
        let dy = rows.input + place(rows.inputRows, row)
        let y = second + place(rows.secondRows, row)
        let dx = rows.output + row &* rows.outputRowStride
        if count == 1 {
          gradientOfRow(rows, dy, y, dx, values)
        } else {
          chunkGradient(dy, y, dx, offsets, count &* rows.segments, values)
        }
        row &+= count
      }
    }
  }
}

@inline(always)
private func gradientOfRow(
  _ rows: SegmentedRows, _ dy: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>,
  _ values: UnsafeMutablePointer<Float>
) {
  var first = 0
  while first < rows.segments {
    let end = chunkEnd(rows, first)
    let start = rows.offsets[first]
    let width = rows.offsets[end] &- start
    if width > chunkColumns {
      wideGradient(dy + start, y + start, dx + start, width)
    } else {
      chunkGradient(dy, y, dx, rows.offsets + first, end &- first, values)
    }
    first = end
  }
}

private func wideGradient(
  _ dy: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ width: Int
) {
  let total = Vector(repeating: sumRun(dy, width))
  var i = 0
  while i < width {
    let count = smaller(width &- i, 16)
    if count == 16 {
      store(fused(-exponentialOfNonPositive(load(y + i)), total, load(dy + i)), dx + i)
    } else {
      let slope = exponentialOfNonPositive(loadPartial(y + i, count, fill: 0))
      storePartial(fused(-slope, total, loadPartial(dy + i, count, fill: 0)), dx + i, count)
    }
    i &+= count
  }
}

private func chunkGradient(
  _ dy: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>,
  _ offsets: UnsafePointer<Int>, _ count: Int, _ probabilities: UnsafeMutablePointer<Float>
) {
  let slopes = probabilities + 1056
  let totals = probabilities + 2112
  let origin = offsets[0]
  let width = offsets[count] &- origin
  copyToRoom(y + origin, probabilities, width)
  copyToRoom(dy + origin, slopes, width)
  exponentiate(probabilities, width)
  var s = 0
  while s < count {
    let (from, length) = (offsets[s] &- origin, offsets[s &+ 1] &- offsets[s])
    spread(sumPadded(slopes + from, length), totals + from, length)
    s &+= 1
  }
  var i = 0
  while i < width {
    let gradient = fused(-load(probabilities + i), load(totals + i), load(slopes + i))
    storeUpTo16(gradient, dx + origin + i, width &- i)
    i &+= 16
  }
}
