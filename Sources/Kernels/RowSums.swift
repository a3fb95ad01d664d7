// Sums of some rows of a matrix, named for each row of the result, for some neighbouring columns.

/// Rows of y, each start + the rows of x that are named for it, in order. A tuple, since a type of the module's own would
/// bring functions that modules share.
typealias RowSums = (
  names: RowNames, rows: Int, x: UnsafePointer<Float>, xRow: Int, start: UnsafePointer<Float>?, startRow: Int,
  y: UnsafeMutablePointer<Float>, yRow: Int, width: Int
)

/// Columns that are taken through all rows before the next ones, so that those rows stay in a near cache.
@inline(always) var widestStrip: Int { 512 }

/// Vectors of columns whose sums stay in registers.
@inline(always)
private var mostVectors: Int {
  #if AVX512
    8
  #elseif AVX2
    4
  #else
    2
  #endif
}

/// Writes the sums: panels of nearly equal width, none narrower than a vector where there is room for one.
@inline(always)
func sumRows(_ sums: RowSums, areSets: Bool) {
  if sums.width < 16 {
    if areSets { sumShortRowsOfSets(sums) } else { sumShortRowsOfLists(sums) }
    return
  }
  let vectors = (sums.width &+ 15) / 16
  let panels = (vectors &+ mostVectors &- 1) / mostVectors
  let most = 16 &* ((vectors &+ panels &- 1) / panels)
  var panel = sums
  var left = sums.width
  while left > 0 {
    panel.width = left <= most ? left : left < most &+ 16 ? most &- 16 : most
    if areSets { sumPanelOfSets(panel) } else { sumPanelOfLists(panel) }
    left &-= panel.width
    panel.x += panel.width
    panel.y += panel.width
    if let start = panel.start { panel.start = start + panel.width }
  }
}

@inline(never)
private func sumPanelOfSets(_ sums: RowSums) { sumPanel(sums, areSets: true) }

@inline(never)
private func sumPanelOfLists(_ sums: RowSums) { sumPanel(sums, areSets: false) }

/// Up to `mostVectors` vectors of columns.
@inline(always)
private func sumPanel(_ sums: RowSums, areSets: Bool) {
  switch (sums.width &+ 15) / 16 {
  #if AVX512
    case 8: sumVectors(sums, 8, areSets)
    case 7: sumVectors(sums, 7, areSets)
    case 6: sumVectors(sums, 6, areSets)
    case 5: sumVectors(sums, 5, areSets)
  #endif
  #if AVX2 || AVX512
    case 4: sumVectors(sums, 4, areSets)
    case 3: sumVectors(sums, 3, areSets)
  #endif
  case 2: sumVectors(sums, 2, areSets)
  default: sumVectors(sums, 1, areSets)
  }
}

/// The last vector ends with the columns: those it shares with the one before get the same sums again.
@inline(always)
private func sumVectors(_ sums: RowSums, _ vectors: Int, _ areSets: Bool) {
  let (names, rows) = (sums.names, sums.rows)
  let (x, xRow, yRow) = (sums.x, sums.xRow, sums.yRow)
  let last = sums.width &- 16
  var y = sums.y
  var row = 0
  while row < rows {
    var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
    var (e, f, g, h) = (Vector(), Vector(), Vector(), Vector())
    if let start = sums.start {
      let from = start + row &* sums.startRow
      if vectors > 1 { a = load(from) }
      if vectors > 2 { b = load(from + 16) }
      if vectors > 3 { c = load(from + 32) }
      if vectors > 4 { d = load(from + 48) }
      if vectors > 5 { e = load(from + 64) }
      if vectors > 6 { f = load(from + 80) }
      if vectors > 7 { g = load(from + 96) }
      h = load(from + last)
    }
    var named = namedRows(names, row, areSets: areSets)
    while hasNext(named, areSets: areSets) {
      let from = x + takeNext(&named, areSets: areSets) &* xRow
      if vectors > 1 { a = a + load(from) }
      if vectors > 2 { b = b + load(from + 16) }
      if vectors > 3 { c = c + load(from + 32) }
      if vectors > 4 { d = d + load(from + 48) }
      if vectors > 5 { e = e + load(from + 64) }
      if vectors > 6 { f = f + load(from + 80) }
      if vectors > 7 { g = g + load(from + 96) }
      h = h + load(from + last)
    }
    if vectors > 1 { store(a, y) }
    if vectors > 2 { store(b, y + 16) }
    if vectors > 3 { store(c, y + 32) }
    if vectors > 4 { store(d, y + 48) }
    if vectors > 5 { store(e, y + 64) }
    if vectors > 6 { store(f, y + 80) }
    if vectors > 7 { store(g, y + 96) }
    store(h, y + last)
    y += yRow
    row &+= 1
  }
}
