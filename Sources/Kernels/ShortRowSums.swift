// `sumRows` for fewer than 16 columns.

@inline(never)
func sumShortRowsOfSets(_ sums: RowSums) { sumShortRows(sums, areSets: true) }

@inline(never)
func sumShortRowsOfLists(_ sums: RowSums) { sumShortRows(sums, areSets: false) }

/// Two vectors that overlap, or one column.
@inline(always)
private func sumShortRows(_ sums: RowSums, areSets: Bool) {
  if sums.width >= 8 {
    sumPairs(sums, areSets, SIMD8<Float>.self)
  } else if sums.width >= 4 {
    sumPairs(sums, areSets, SIMD4<Float>.self)
  } else if sums.width >= 2 {
    sumPairs(sums, areSets, SIMD2<Float>.self)
  } else {
    sumColumn(sums, areSets)
  }
}

/// A width of one to two vectors.
@inline(always)
private func sumPairs<Lanes: SIMD>(_ sums: RowSums, _ areSets: Bool, _ lanes: Lanes.Type)
where Lanes.Scalar == Float {
  let (names, rows) = (sums.names, sums.rows)
  let (x, xRow, yRow) = (sums.x, sums.xRow, sums.yRow)
  let last = sums.width &- MemoryLayout<Lanes>.size / 4
  var y = sums.y
  var row = 0
  while row < rows {
    var (a, b) = (Lanes(), Lanes())
    if let start = sums.start {
      let from = start + row &* sums.startRow
      a = UnsafeRawPointer(from).loadUnaligned(as: Lanes.self)
      b = UnsafeRawPointer(from + last).loadUnaligned(as: Lanes.self)
    }
    var named = namedRows(names, row, areSets: areSets)
    while hasNext(named, areSets: areSets) {
      let from = x + takeNext(&named, areSets: areSets) &* xRow
      a = a + UnsafeRawPointer(from).loadUnaligned(as: Lanes.self)
      b = b + UnsafeRawPointer(from + last).loadUnaligned(as: Lanes.self)
    }
    UnsafeMutableRawPointer(y).storeBytes(of: a, as: Lanes.self)
    UnsafeMutableRawPointer(y + last).storeBytes(of: b, as: Lanes.self)
    y += yRow
    row &+= 1
  }
}

@inline(always)
private func sumColumn(_ sums: RowSums, _ areSets: Bool) {
  let (names, rows) = (sums.names, sums.rows)
  let (x, xRow, yRow) = (sums.x, sums.xRow, sums.yRow)
  var y = sums.y
  var row = 0
  while row < rows {
    var sum: Float = 0
    if let start = sums.start { sum = start[row &* sums.startRow] }
    var named = namedRows(names, row, areSets: areSets)
    while hasNext(named, areSets: areSets) { sum = sum + x[takeNext(&named, areSets: areSets) &* xRow] }
    y[0] = sum
    y += yRow
    row &+= 1
  }
}
