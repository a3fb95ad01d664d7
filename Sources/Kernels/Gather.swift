import KernelInterface

/// `KernelTable.gatherSum`: 64 columns of a row at a time stay in registers while the chosen table rows are added.
func gatherSum(_ gather: GatherRows, _ range: Range<Int>) {
  var row = range.lowerBound
  while row < range.upperBound {
    let index = gather.index + place(gather.indexRows, row)
    let y = gather.output + row &* gather.outputRowStride
    var column = 0
    while column < gather.width {
      let left = gather.width &- column
      if left >= 64 {
        addStrip(gather, index, y, column)
      } else if gather.width >= 16 {
        // The last vector ends with the row: columns it shares with the one before get the same sums again.
        addVector(gather, index, y, smaller(column, gather.width &- 16), 16)
      } else {
        addVector(gather, index, y, column, left)
      }
      column &+= left >= 64 ? 64 : 16
    }
    row &+= 1
  }
}

/// Table row that column d's index means, or -1 where nothing is added.
@inline(always)
private func chosenRow(_ gather: GatherRows, _ index: UnsafePointer<Float>, _ d: Int) -> Int {
  let value = index[d]
  let first = gather.first[d]
  return value >= Float(first) ? gather.tableRow[d] &+ Int(value) &- first : -1
}

@inline(always)
private func addStrip(
  _ gather: GatherRows, _ index: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ column: Int
) {
  let zero = Vector(repeating: 0)
  var (a, b, c, d) = (zero, zero, zero, zero)
  if let bias = gather.bias {
    (a, b) = (load(bias + column), load(bias + column + 16))
    (c, d) = (load(bias + column + 32), load(bias + column + 48))
  }
  var i = 0
  while i < gather.count {
    let row = chosenRow(gather, index, i)
    if row >= 0 {
      let x = gather.input + row &* gather.inputRowStride + column
      a = a + load(x)
      b = b + load(x + 16)
      c = c + load(x + 32)
      d = d + load(x + 48)
    }
    i &+= 1
  }
  store(a, y + column)
  store(b, y + column + 16)
  store(c, y + column + 32)
  store(d, y + column + 48)
}

@inline(always)
private func addVector(
  _ gather: GatherRows, _ index: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ column: Int, _ lanes: Int
) {
  var sum = Vector(repeating: 0)
  if let bias = gather.bias { sum = loadUpTo16(bias + column, lanes) }
  var i = 0
  while i < gather.count {
    let row = chosenRow(gather, index, i)
    if row >= 0 { sum = sum + loadUpTo16(gather.input + row &* gather.inputRowStride + column, lanes) }
    i &+= 1
  }
  if lanes == 16 { store(sum, y + column) } else { storePartial(sum, y + column, lanes) }
}

@inline(always)
private func loadUpTo16(_ p: UnsafePointer<Float>, _ lanes: Int) -> Vector {
  lanes == 16 ? load(p) : loadPartial(p, lanes, fill: 0)
}

/// `KernelTable.scatterSum`.
func scatterSum(_ gather: GatherRows, _ tableRows: Range<Int>) {
  var row = tableRows.lowerBound
  while row < tableRows.upperBound {
    clearRow(gather.output + row &* gather.outputRowStride, gather.width)
    row &+= 1
  }
  let columns = columnsReaching(gather, tableRows)
  row = 0
  while row < gather.rows {
    let index = gather.index + place(gather.indexRows, row)
    let x = gather.input + row &* gather.inputRowStride
    var d = columns.lowerBound
    while d < columns.upperBound {
      let target = chosenRow(gather, index, d)
      if target >= tableRows.lowerBound && target < tableRows.upperBound {
        addRow(x, gather.output + target &* gather.outputRowStride, gather.width)
      }
      d &+= 1
    }
    row &+= 1
  }
}

/// The columns of indices that may choose one of `tableRows`: where the columns' own rows follow one another, those
/// whose rows are among them, else all.
@inline(always)
private func columnsReaching(_ gather: GatherRows, _ tableRows: Range<Int>) -> Range<Int> {
  var d = 1
  while d < gather.count {
    if gather.tableRow[d] <= gather.tableRow[d &- 1] { return 0..<gather.count }
    d &+= 1
  }
  var first = 0
  while first &+ 1 < gather.count && gather.tableRow[first &+ 1] <= tableRows.lowerBound { first &+= 1 }
  var end = first
  while end < gather.count && gather.tableRow[end] < tableRows.upperBound { end &+= 1 }
  return first..<end
}

@inline(always)
private func clearRow(_ y: UnsafeMutablePointer<Float>, _ width: Int) {
  var i = 0
  while i &+ 16 <= width {
    store(Vector(repeating: 0), y + i)
    i &+= 16
  }
  while i < width {
    y[i] = 0
    i &+= 1
  }
}

@inline(always)
private func addRow(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ width: Int) {
  var i = 0
  while i &+ 16 <= width {
    store(load(y + i) + load(x + i), y + i)
    i &+= 16
  }
  while i &+ 4 <= width {
    let four = UnsafeRawPointer(x + i).loadUnaligned(as: SIMD4<Float>.self)
    let sum = UnsafeRawPointer(y + i).loadUnaligned(as: SIMD4<Float>.self) + four
    UnsafeMutableRawPointer(y + i).storeBytes(of: sum, as: SIMD4<Float>.self)
    i &+= 4
  }
  while i < width {
    y[i] = y[i] + x[i]
    i &+= 1
  }
}
