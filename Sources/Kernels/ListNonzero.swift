// Where some rows of a matrix are not all 0. Without a branch that depends on the data: places of ones cannot be foreseen.

/// Writes the k, ascending, at which one of `rows` (at most four) rows has an entry that is not 0 (a NaN is not), and returns
/// how many there are. Neighbours in a row, or in a column, are neighbours in memory. `places` has room for one more.
@inline(never)
func listNonzero(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ rows: Int, _ depth: Int,
  _ places: UnsafeMutablePointer<UInt16>
) -> Int {
  let words = UnsafeRawPointer(a)
  if rows == 4 && aColumn == 1 { return listRows(words, aRow &* 4, depth, places) }
  if rows == 4 && aRow == 1 { return listColumns(words, aColumn &* 4, depth, places) }
  var found = 0
  var k = 0
  while k < depth {
    var all: UInt32 = 0
    var i = 0
    while i < rows {
      all |= words.loadUnaligned(fromByteOffset: (k &* aColumn &+ i &* aRow) &* 4, as: UInt32.self)
      i &+= 1
    }
    places[found] = UInt16(truncatingIfNeeded: k)
    found &+= isNonzero(all)
    k &+= 1
  }
  return found
}

/// Four rows, `aRow` bytes apart, whose entries are neighbours: two at a time.
@inline(always)
private func listRows(
  _ words: UnsafeRawPointer, _ aRow: Int, _ depth: Int, _ places: UnsafeMutablePointer<UInt16>
) -> Int {
  var found = 0
  var k = 0
  var next = words
  while k &+ 2 <= depth {
    let upper = next.loadUnaligned(as: UInt64.self) | next.loadUnaligned(fromByteOffset: aRow, as: UInt64.self)
    let lower =
      next.loadUnaligned(fromByteOffset: 2 &* aRow, as: UInt64.self)
      | next.loadUnaligned(fromByteOffset: 3 &* aRow, as: UInt64.self)
    let both = upper | lower
    places[found] = UInt16(truncatingIfNeeded: k)
    found &+= isNonzero(UInt32(truncatingIfNeeded: both))
    places[found] = UInt16(truncatingIfNeeded: k &+ 1)
    found &+= isNonzero(UInt32(truncatingIfNeeded: both &>> 32))
    next += 8
    k &+= 2
  }
  if k < depth {
    let all =
      (next.loadUnaligned(as: UInt32.self) | next.loadUnaligned(fromByteOffset: aRow, as: UInt32.self))
      | (next.loadUnaligned(fromByteOffset: 2 &* aRow, as: UInt32.self)
        | next.loadUnaligned(fromByteOffset: 3 &* aRow, as: UInt32.self))
    places[found] = UInt16(truncatingIfNeeded: k)
    found &+= isNonzero(all)
  }
  return found
}

/// Four rows whose entries of one k are neighbours, those of the next `aColumn` bytes on.
@inline(always)
private func listColumns(
  _ words: UnsafeRawPointer, _ aColumn: Int, _ depth: Int, _ places: UnsafeMutablePointer<UInt16>
) -> Int {
  var found = 0
  var k = 0
  var next = words
  while k < depth {
    let four = next.loadUnaligned(as: UInt64.self) | next.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    places[found] = UInt16(truncatingIfNeeded: k)
    found &+= isNonzero(UInt32(truncatingIfNeeded: four | four &>> 32))
    next += aColumn
    k &+= 1
  }
  return found
}

/// 1 for all bits but those of 0 and -0.
@inline(always)
private func isNonzero(_ word: UInt32) -> Int { word &<< 1 != 0 ? 1 : 0 }
