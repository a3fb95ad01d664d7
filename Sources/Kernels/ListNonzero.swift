// Where the entries of a matrix are that are not 0.

/// Places of the entries of each row that are not 0 (a NaN is not), ascending; the entries of a column are neighbours or
/// `aRow` apart.
@inline(always)
func listColumns(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ rows: Int, _ depth: Int,
  _ places: UnsafeMutablePointer<UInt16>, _ counts: UnsafeMutablePointer<Int>
) {
  // Bits and no floats: their comparison ends in a vector register, and the count needs it in another.
  let words = UnsafeRawPointer(a).assumingMemoryBound(to: UInt32.self)
  var i = 0
  while i < rows {
    counts[i] = 0
    i &+= 1
  }
  var k = 0
  while k < depth {
    let column = words + k &* aColumn
    if rows == 16 && aRow == 1 && areZero(column) {
      k &+= 1
      continue
    }
    i = 0
    while i < rows {
      let found = counts[i]
      places[i &* depth &+ found] = UInt16(truncatingIfNeeded: k)
      counts[i] = found &+ isNonzero(column[i &* aRow])
      i &+= 1
    }
    k &+= 1
  }
}

/// Places of the entries of one row that are not 0, and how many they are.
@inline(always)
func listRow(_ words: UnsafePointer<UInt32>, _ depth: Int, _ places: UnsafeMutablePointer<UInt16>) -> Int {
  var found = 0
  var k = 0
  while k < depth {
    if k &+ 16 <= depth && areZero(words + k) {
      k &+= 16
      continue
    }
    let end = smaller(k &+ 16, depth)
    while k < end {
      places[found] = UInt16(truncatingIfNeeded: k)
      found = found &+ isNonzero(words[k])
      k &+= 1
    }
  }
  return found
}

/// Whether sixteen neighbouring floats are all +0: most groups of an image or a bag of words are.
@inline(always)
private func areZero(_ words: UnsafePointer<UInt32>) -> Bool {
  let pairs = UnsafeRawPointer(words)
  var all: UInt64 = 0
  var i = 0
  while i < 64 {
    all |= pairs.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    i &+= 8
  }
  return all == 0
}

/// 1 for all bits but those of 0 and -0.
@inline(always)
private func isNonzero(_ word: UInt32) -> Int { word &<< 1 != 0 ? 1 : 0 }
