import KernelInterface

/// `KernelTable.scatterSum`: neighbouring columns of few table rows by sets of rows, others row by row.
func scatterSum(_ gather: GatherRows, _ tableRows: Range<Int>) {
  let isOrdered = isOrdered(gather)
  let columns = isOrdered ? columnsReaching(gather, tableRows) : 0..<gather.count
  if !isOrdered || columns.isEmpty {
    sumEach(gather, columns, tableRows)
    return
  }
  clearRows(gather, tableRows.lowerBound..<ownRows(gather, columns.lowerBound, tableRows).lowerBound)
  var d = columns.lowerBound
  while d < columns.upperBound {
    let hasFew = hasFewRows(gather, d, tableRows)
    var end = d &+ 1
    while end < columns.upperBound && hasFewRows(gather, end, tableRows) == hasFew { end &+= 1 }
    if hasFew {
      sumSets(gather, d..<end, tableRows)
    } else {
      let own = ownRows(gather, d, tableRows).lowerBound..<ownRows(gather, end &- 1, tableRows).upperBound
      sumEach(gather, d..<end, own)
    }
    d = end
  }
}

/// Whether the columns' own table rows follow one another.
@inline(always)
private func isOrdered(_ gather: GatherRows) -> Bool {
  var d = 1
  while d < gather.count {
    if gather.tableRow[d] <= gather.tableRow[d &- 1] { return false }
    d &+= 1
  }
  return true
}

/// The columns of indices that may choose one of `tableRows`, where the columns' own rows follow one another.
@inline(always)
private func columnsReaching(_ gather: GatherRows, _ tableRows: Range<Int>) -> Range<Int> {
  var first = 0
  while first &+ 1 < gather.count && Int(gather.tableRow[first &+ 1]) <= tableRows.lowerBound { first &+= 1 }
  var end = first
  while end < gather.count && Int(gather.tableRow[end]) < tableRows.upperBound { end &+= 1 }
  return first..<end
}

/// Those of `tableRows` that column d may choose and no other column may, where the columns' own rows follow one another.
@inline(always)
func ownRows(_ gather: GatherRows, _ d: Int, _ tableRows: Range<Int>) -> Range<Int> {
  var end = tableRows.upperBound
  if d &+ 1 < gather.count { end = smaller(end, Int(gather.tableRow[d &+ 1])) }
  return greater(Int(gather.tableRow[d]), tableRows.lowerBound)..<end
}

/// Whether so many rows choose each of the column's table rows that finding them first pays.
@inline(always)
private func hasFewRows(_ gather: GatherRows, _ d: Int, _ tableRows: Range<Int>) -> Bool {
  let own = ownRows(gather, d, tableRows)
  let count = own.upperBound &- own.lowerBound
  return count <= mostTableRowsOfSets && 2 &* count <= gather.rows
}

/// Sums in the stored table rows.
@inline(never)
private func sumEach(_ gather: GatherRows, _ columns: Range<Int>, _ tableRows: Range<Int>) {
  clearRows(gather, tableRows)
  var row = 0
  while row < gather.rows {
    let index = gather.index + row &* gather.indexRowStride
    let x = gather.input + row &* gather.inputRowStride
    var d = columns.lowerBound
    while d < columns.upperBound {
      let steps = Int(index[d]) &- Int(gather.first[d])
      let target = Int(gather.tableRow[d]) &+ steps
      if steps >= 0 && target >= tableRows.lowerBound && target < tableRows.upperBound {
        addRow(x, gather.output + target &* gather.outputRowStride, gather.width)
      }
      d &+= 1
    }
    row &+= 1
  }
}

@inline(always)
private func clearRows(_ gather: GatherRows, _ tableRows: Range<Int>) {
  var row = tableRows.lowerBound
  while row < tableRows.upperBound {
    clearRow(gather.output + row &* gather.outputRowStride, gather.width)
    row &+= 1
  }
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
