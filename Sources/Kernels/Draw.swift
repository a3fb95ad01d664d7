import KernelInterface

/// `KernelTable.draw`. The running sum is taken in index order; where rounding leaves u above it, the last entry whose
/// probability is not 0 is taken. An entry of probability 0 is never taken unless all are.
func draw(_ rows: SegmentedRows, _ range: Range<Int>) {
  guard let uniforms = rows.second else { return }
  var stack = InlineArray<66, Vector>(repeating: Vector(repeating: 0))
  withUnsafeMutablePointer(to: &stack) { room in
    let values = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
    var row = range.lowerBound
    while row < range.upperBound {
      let x = rows.input + place(rows.inputRows, row)
      let u = uniforms + place(rows.secondRows, row)
      let y = rows.output + row &* rows.outputRowStride
      var first = 0
      while first < rows.segments {
        let end = chunkEnd(rows, first)
        let start = rows.offsets[first]
        let width = rows.offsets[end] &- start
        if isPairs(rows.offsets + first, end &- first) {
          pairDraw(x + start, u + first, y + first, end &- first)
        } else if width > chunkColumns {
          y[first] = Float(drawWide(x + start, width, u[first], values))
        } else {
          copyToRoom(x + start, values, width)
          exponentiate(values, width)
          var s = first
          while s < end {
            y[s] = Float(chosen(values + (rows.offsets[s] &- start), rows.offsets[s &+ 1] &- rows.offsets[s], u[s]))
            s &+= 1
          }
        }
        first = end
      }
      row &+= 1
    }
  }
}

/// First index whose running sum exceeds u times the total.
@inline(always)
private func chosen(_ weights: UnsafeMutablePointer<Float>, _ count: Int, _ u: Float) -> Int {
  var total: Float = 0
  var i = 0
  while i < count {
    total = total + weights[i]
    i &+= 1
  }
  let threshold = u * total
  var running: Float = 0
  var last = 0
  i = 0
  while i < count {
    running = running + weights[i]
    if running > threshold { return i }
    if weights[i] > 0 { last = i }
    i &+= 1
  }
  return last
}

/// The same for one segment that does not fit the room: twice over its chunks.
private func drawWide(
  _ x: UnsafePointer<Float>, _ width: Int, _ u: Float, _ values: UnsafeMutablePointer<Float>
) -> Int {
  var total: Float = 0
  var threshold = Float.infinity
  var last = 0
  var pass = 0
  while pass < 2 {
    var running: Float = 0
    var start = 0
    while start < width {
      let count = smaller(width &- start, 1024)
      copyToRoom(x + start, values, count)
      exponentiate(values, count)
      var i = 0
      while i < count {
        running = running + values[i]
        if running > threshold { return start &+ i }
        if values[i] > 0 { last = start &+ i }
        i &+= 1
      }
      start &+= count
    }
    total = running
    threshold = u * total
    pass &+= 1
  }
  return last
}
