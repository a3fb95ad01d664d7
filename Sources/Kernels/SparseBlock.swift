import KernelInterface

// Sums of rows of b that a list names, each times the entries of some rows of a, for some neighbouring columns.

extension SparseBlock {
  /// The row `i` alone.
  @inline(always)
  func row(_ i: Int) -> SparseBlock {
    var one = self
    one.a = a + i &* aRow
    one.start = start.map { $0 + i &* startRow }
    one.c = c + i &* cRow
    return one
  }

  /// The columns from `n` on.
  @inline(always)
  func columns(from n: Int) -> SparseBlock {
    var rest = self
    rest.b = b + n
    rest.start = start.map { $0 + n }
    rest.c = c + n
    return rest
  }
}

/// Vectors that the sums of four rows have registers for.
@inline(always)
private var mostVectors: Int {
  #if AVX512
    return 5
  #else
    return 1
  #endif
}

/// Columns of the next panel of `left`: as many as have registers, panels being of nearly equal width.
@inline(always)
func sparsePanelWidth(_ left: Int) -> Int {
  let vectors = (left &+ 15) / 16
  let panels = (vectors &+ mostVectors &- 1) / mostVectors
  return smaller(left, (vectors &+ panels &- 1) / panels &* 16)
}

/// c = start + a b over the listed terms, for `rows` rows (at most four) and `width` columns.
@inline(always)
func addSparseBlock(_ block: SparseBlock, rows: Int, _ width: Int) {
  if rows == 4 && width >= 16 { return addFourRows(block, width) }
  var i = 0
  while i < rows {
    if width >= 16 { addRow(block.row(i), width) } else { addNarrowRow(block.row(i), width) }
    i &+= 1
  }
}

@inline(never)
private func addFourRows(_ block: SparseBlock, _ width: Int) {
  switch (width &+ 15) / 16 {
  #if AVX512
    case 5: addPanel(rows: 4, vectors: 5, block, width &- 16)
    case 4: addPanel(rows: 4, vectors: 4, block, width &- 16)
    case 3: addPanel(rows: 4, vectors: 3, block, width &- 16)
    case 2: addPanel(rows: 4, vectors: 2, block, width &- 16)
  #endif
  default: addPanel(rows: 4, vectors: 1, block, 0)
  }
}

@inline(never)
private func addRow(_ block: SparseBlock, _ width: Int) {
  switch (width &+ 15) / 16 {
  #if AVX512
    case 5: addPanel(rows: 1, vectors: 5, block, width &- 16)
    case 4: addPanel(rows: 1, vectors: 4, block, width &- 16)
    case 3: addPanel(rows: 1, vectors: 3, block, width &- 16)
    case 2: addPanel(rows: 1, vectors: 2, block, width &- 16)
  #endif
  default: addPanel(rows: 1, vectors: 1, block, 0)
  }
}

/// One row and fewer than sixteen columns: half a vector, then one column after another.
@inline(never)
private func addNarrowRow(_ block: SparseBlock, _ width: Int) {
  if width >= 8 { addEight(block) }
  var n = width & 8
  while n < width {
    addColumn(block.columns(from: n))
    n &+= 1
  }
}

@inline(always)
private func addEight(_ block: SparseBlock) {
  var sum = SIMD8<Float>()
  if let start = block.start {
    sum = UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self) + SIMD8(repeating: 0)
  }
  var i = 0
  while i < block.count {
    let k = Int(truncatingIfNeeded: block.places[i])
    let row = UnsafeRawPointer(block.b + k &* block.bRow).loadUnaligned(as: SIMD8<Float>.self)
    sum = sum.addingProduct(SIMD8(repeating: block.a[k &* block.aColumn]), row)
    i &+= 1
  }
  UnsafeMutableRawPointer(block.c).storeBytes(of: sum, as: SIMD8<Float>.self)
}

@inline(always)
private func addColumn(_ block: SparseBlock) {
  var sum: Float = 0
  if let start = block.start { sum = start[0] + 0 }
  var i = 0
  while i < block.count {
    let k = Int(truncatingIfNeeded: block.places[i])
    sum = sum.addingProduct(block.a[k &* block.aColumn], block.b[k &* block.bRow])
    i &+= 1
  }
  block.c[0] = sum
}
