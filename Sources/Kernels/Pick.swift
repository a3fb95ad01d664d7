import KernelInterface

/// `KernelTable.argMax`. A NaN is passed over; a segment of nothing else, or of -inf, gives 0.
func argMax(_ rows: SegmentedRows, _ range: Range<Int>) {
  var row = range.lowerBound
  while row < range.upperBound {
    let x = rows.input + place(rows.inputRows, row)
    let y = rows.output + row &* rows.outputRowStride
    var s = 0
    while s < rows.segments {
      let start = rows.offsets[s]
      let width = rows.offsets[s &+ 1] &- start
      var best = 0
      var top = -Float.infinity
      var i = 0
      while i < width {
        if x[start &+ i] > top {
          top = x[start &+ i]
          best = i
        }
        i &+= 1
      }
      y[s] = Float(best)
      s &+= 1
    }
    row &+= 1
  }
}

/// The column a segment's index means, or -1 where it is negative, NaN or past the segment.
@inline(always)
private func chosenColumn(_ rows: SegmentedRows, _ segment: Int, _ index: Float) -> Int {
  let start = rows.offsets[segment]
  if !(index >= 0 && index < Float(rows.offsets[segment &+ 1] &- start)) { return -1 }
  return start &+ Int(index)
}

/// `KernelTable.pick`.
func pick(_ rows: SegmentedRows, _ range: Range<Int>) {
  guard let indices = rows.second else { return }
  var row = range.lowerBound
  while row < range.upperBound {
    let x = rows.input + place(rows.inputRows, row)
    let index = indices + place(rows.secondRows, row)
    let y = rows.output + row &* rows.outputRowStride
    var s = 0
    while s < rows.segments {
      let column = chosenColumn(rows, s, index[s])
      y[s] = column < 0 ? 0 : x[column]
      s &+= 1
    }
    row &+= 1
  }
}

/// `KernelTable.unpick`.
func unpick(_ rows: SegmentedRows, _ range: Range<Int>) {
  guard let indices = rows.second else { return }
  var row = range.lowerBound
  while row < range.upperBound {
    let x = rows.input + place(rows.inputRows, row)
    let index = indices + place(rows.secondRows, row)
    let y = rows.output + row &* rows.outputRowStride
    let width = rows.offsets[rows.segments]
    var i = 0
    while i < width {
      y[i] = 0
      i &+= 1
    }
    var s = 0
    while s < rows.segments {
      let column = chosenColumn(rows, s, index[s])
      if column >= 0 { y[column] = x[s] }
      s &+= 1
    }
    row &+= 1
  }
}
