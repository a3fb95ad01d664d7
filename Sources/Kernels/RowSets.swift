import KernelInterface

/// Rows in a set.
@inline(always) private var mostRows: Int { 64 }
/// Columns whose indices are read at once.
@inline(always) private var mostColumns: Int { 4 }
/// Table rows of a column up to which `sumSets` pays: with more of them most sets are nearly empty.
@inline(always) var mostTableRowsOfSets: Int { 32 }

/// `scatterSum` for neighbouring columns of indices that have up to `mostTableRowsOfSets` table rows each: finds which
/// rows choose each table row, then adds those in registers.
@inline(never)
func sumSets(_ gather: GatherRows, _ columns: Range<Int>, _ tableRows: Range<Int>) {
  // A kilobyte at most: more might come from the heap.
  withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128) { sets in
    withUnsafeTemporaryAllocation(of: SIMD4<UInt32>.self, capacity: 16) { words in
      let (sets, words) = (sets.baseAddress.unsafelyUnwrapped, words.baseAddress.unsafelyUnwrapped)
      var strip = gather
      var left = gather.width
      while left > 0 {
        strip.width = smaller(left, widestStrip)
        sumBlocks(strip, columns, tableRows, sets, words)
        strip.output += strip.width
        strip.input += strip.width
        left &-= strip.width
      }
    }
  }
}

/// Takes 64 rows through all columns before the next ones, so that they stay in a near cache; from the second time on
/// the sums go on from what is stored.
@inline(always)
private func sumBlocks(
  _ gather: GatherRows, _ columns: Range<Int>, _ tableRows: Range<Int>, _ sets: UnsafeMutablePointer<UInt64>,
  _ words: ChoiceWords
) {
  var row = 0
  while row < gather.rows {
    let rows = row..<smaller(row &+ mostRows, gather.rows)
    var d = columns.lowerBound
    while d < columns.upperBound {
      let end = smaller(d &+ mostColumns, columns.upperBound)
      let own = findSets(gather, d..<end, tableRows, rows, sets, words)
      let y = gather.output + own.lowerBound &* gather.outputRowStride
      sumRows(
        (
          names: (nil, nil, UnsafePointer(sets)), rows: own.upperBound &- own.lowerBound,
          x: gather.input + row &* gather.inputRowStride, xRow: gather.inputRowStride,
          start: row > 0 ? UnsafePointer(y) : nil, startRow: gather.outputRowStride, y: y,
          yRow: gather.outputRowStride, width: gather.width
        ), areSets: true)
      d = end
    }
    row = rows.upperBound
  }
}

/// Finds which of `rows` choose each of `tableRows` that up to four columns may choose; returns those table rows.
@inline(always)
private func findSets(
  _ gather: GatherRows, _ columns: Range<Int>, _ tableRows: Range<Int>, _ rows: Range<Int>,
  _ sets: UnsafeMutablePointer<UInt64>, _ words: ChoiceWords
) -> Range<Int> {
  let (first, count) = (columns.lowerBound, columns.upperBound &- columns.lowerBound)
  let rowCount = rows.upperBound &- rows.lowerBound
  let low = ownRows(gather, first, tableRows).lowerBound
  // Only the first column may have table rows before the tile's.
  var least = fourIntegers(gather.first + first, count)
  least.x = least.x &+ (Int32(truncatingIfNeeded: low) &- gather.tableRow[first])
  let index = gather.index + rows.lowerBound &* gather.indexRowStride + first
  readChoices(index, gather.indexRowStride, rowCount, count, least, words)
  var high = low
  var d = 0
  while d < count {
    let end = ownRows(gather, first &+ d, tableRows).upperBound
    findChoosing(words, d, rowCount, end &- high, sets + (high &- low))
    high = end
    d &+= 1
  }
  return low..<high
}
