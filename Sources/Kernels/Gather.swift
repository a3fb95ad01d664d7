import KernelInterface

/// Table rows listed before they are added. A kilobyte of them: more might come from the heap.
@inline(always) private var mostListed: Int { 256 }

/// Rows listed at once: with few columns of indices, so few that what is written stays in a near cache.
@inline(always) private var mostRows: Int { 16 }

/// `KernelTable.gatherSum`: lists the table rows that some rows choose, then adds them in registers.
func gatherSum(_ gather: GatherRows, _ range: Range<Int>) {
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: mostListed) { places in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: mostRows &+ 1) { bounds in
      let (places, bounds) = (places.baseAddress.unsafelyUnwrapped, bounds.baseAddress.unsafelyUnwrapped)
      var strip = gather
      var left = gather.width
      while left > 0 {
        strip.width = smaller(left, widestStrip)
        sumLists(strip, range, places, bounds)
        strip.output += strip.width
        strip.input += strip.width
        if let bias = strip.bias { strip.bias = bias + strip.width }
        left &-= strip.width
      }
    }
  }
}

/// Takes up to `mostListed` columns of indices at a time; from the second time on the sums go on from what is stored.
@inline(always)
private func sumLists(
  _ gather: GatherRows, _ range: Range<Int>, _ places: UnsafeMutablePointer<Int32>,
  _ bounds: UnsafeMutablePointer<Int32>
) {
  var d = 0
  repeat {
    let depth = smaller(gather.count &- d, mostListed)
    let group = smaller(mostListed / greater(depth, 1), mostRows)
    var row = range.lowerBound
    while row < range.upperBound {
      let rows = smaller(range.upperBound &- row, group)
      var found = 0
      var i = 0
      while i < rows {
        bounds[i] = Int32(truncatingIfNeeded: found)
        let index = gather.index + (row &+ i) &* gather.indexRowStride + d
        found = found &+ listChosen(index, gather.tableRow + d, gather.first + d, depth, places + found)
        i &+= 1
      }
      bounds[rows] = Int32(truncatingIfNeeded: found)
      let y = gather.output + row &* gather.outputRowStride
      let (start, startRow) = d > 0 ? (UnsafePointer(y), gather.outputRowStride) : (gather.bias, 0)
      sumRows(
        (
          names: (UnsafePointer(places), UnsafePointer(bounds), nil), rows: rows, x: gather.input,
          xRow: gather.inputRowStride, start: start, startRow: startRow, y: y, yRow: gather.outputRowStride,
          width: gather.width
        ), areSets: false)
      row &+= rows
    }
    d &+= depth
  } while d < gather.count
}

/// Writes the table rows that `depth` indices choose, and returns how many they are: an index below its column's first
/// chooses none, which is rare enough to look for in whole vectors.
@inline(always)
private func listChosen(
  _ index: UnsafePointer<Float>, _ tableRow: UnsafePointer<Int32>, _ first: UnsafePointer<Int32>, _ depth: Int,
  _ places: UnsafeMutablePointer<Int32>
) -> Int {
  var found = 0
  var d = 0
  while d < depth {
    let lanes = d &+ 16 <= depth ? 16 : d &+ 4 <= depth ? 4 : 1
    if lanes == 16 && listSixteen(index + d, tableRow + d, first + d, places + found)
      || lanes == 4 && listFour(index + d, tableRow + d, first + d, places + found)
    {
      d &+= lanes
      found &+= lanes
      continue
    }
    let end = d &+ lanes
    while d < end {
      let whole = Int32(index[d])
      places[found] = tableRow[d] &+ whole &- first[d]
      found = found &+ (whole >= first[d] ? 1 : 0)
      d &+= 1
    }
  }
  return found
}

/// Writes the table rows that sixteen indices choose, if none is below its column's first.
@inline(always)
private func listSixteen(
  _ index: UnsafePointer<Float>, _ tableRow: UnsafePointer<Int32>, _ first: UnsafePointer<Int32>,
  _ places: UnsafeMutablePointer<Int32>
) -> Bool {
  let whole = sixteenIndices(index)
  let steps = whole &- sixteenIntegers(first)
  if hasNegative(whole | steps) { return false }
  UnsafeMutableRawPointer(places).storeBytes(of: steps &+ sixteenIntegers(tableRow), as: BitVector.self)
  return true
}

/// `listSixteen` for four indices.
@inline(always)
private func listFour(
  _ index: UnsafePointer<Float>, _ tableRow: UnsafePointer<Int32>, _ first: UnsafePointer<Int32>,
  _ places: UnsafeMutablePointer<Int32>
) -> Bool {
  let whole = fourIndices(index)
  let steps = whole &- fourIntegers(first)
  if hasNegative(whole | steps) { return false }
  UnsafeMutableRawPointer(places).storeBytes(of: steps &+ fourIntegers(tableRow), as: SIMD4<Int32>.self)
  return true
}
