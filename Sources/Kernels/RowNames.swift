// Which rows of a matrix each row of a result adds.

/// Rows of x for each row of y: as lists that lie one after another, row i's from `bounds[i]` to `bounds[i + 1]`; or as sets
/// of up to 64 rows, which leave the others nil.
typealias RowNames = (places: UnsafePointer<Int32>?, bounds: UnsafePointer<Int32>?, sets: UnsafePointer<UInt64>?)

/// What is left of the rows that are named for one row.
typealias NamedRows = (place: UnsafePointer<Int32>?, end: UnsafePointer<Int32>?, set: UInt64)

@inline(always)
func namedRows(_ names: RowNames, _ row: Int, areSets: Bool) -> NamedRows {
  if areSets { return (nil, nil, names.sets.unsafelyUnwrapped[row]) }
  let (places, bounds) = (names.places.unsafelyUnwrapped, names.bounds.unsafelyUnwrapped)
  return (places + Int(bounds[row]), places + Int(bounds[row &+ 1]), 0)
}

@inline(always)
func hasNext(_ named: NamedRows, areSets: Bool) -> Bool {
  areSets ? named.set != 0 : named.place.unsafelyUnwrapped < named.end.unsafelyUnwrapped
}

/// The first row that is left, which then is no longer.
@inline(always)
func takeNext(_ named: inout NamedRows, areSets: Bool) -> Int {
  if areSets {
    let row = named.set.trailingZeroBitCount
    named.set &= named.set &- 1
    return row
  }
  let place = named.place.unsafelyUnwrapped
  named.place = place + 1
  return Int(place[0])
}
