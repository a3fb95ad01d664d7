import KernelInterface

/// Terms looked at before the stored sums are taken up again, which bounds the lists.
@inline(always) private var depthBlock: Int { 512 }

/// `KernelTable.sparseProduct`: lists the entries of a few rows of a that are not 0, then adds their rows of b.
func sparseProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  if columns.upperBound <= columns.lowerBound { return }
  let group = product.aColumnStride == 1 ? 1 : 16
  var k = 0
  repeat {
    let depth = smaller(product.depth &- k, depthBlock)
    var m = rows.lowerBound
    while m < rows.upperBound {
      let count = smaller(rows.upperBound &- m, group)
      addRows(product, m, count, columns, k, depth)
      m &+= count
    }
    k &+= depth
  } while k < product.depth
}

/// Adds the terms `k ..< k + depth` to rows `m ..< m + count` of c.
@inline(always)
private func addRows(
  _ product: MatrixProduct, _ m: Int, _ count: Int, _ columns: Range<Int>, _ k: Int, _ depth: Int
) {
  let places = UnsafeMutableRawPointer(product.scratch).assumingMemoryBound(to: Int32.self)
  let counts = UnsafeMutableRawPointer(product.scratch + 16 &* depthBlock).assumingMemoryBound(to: Int.self)
  let a = product.a + m &* product.aRowStride + k &* product.aColumnStride
  listNonzero(a, product.aRowStride, product.aColumnStride, count, depth, places, counts)
  let b = product.b + k &* product.bRowStride
  let resumes = k > 0 || product.accumulates
  var i = 0
  while i < count {
    let c = product.c + (m &+ i) &* product.cRowStride
    let row = a + i &* product.aRowStride
    let start = resumes ? UnsafePointer(c) : product.bias
    var n = columns.lowerBound
    while n < columns.upperBound {
      n &+= addPanel(
        row, product.aColumnStride, places + i &* depthBlock, counts[i], b + n, product.bRowStride,
        start.map { $0 + n },
        c + n, columns.upperBound &- n)
    }
    i &+= 1
  }
}

/// Places of the entries of each row that are not 0 (a NaN is not), ascending.
@inline(always)
private func listNonzero(
  _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ rows: Int, _ depth: Int,
  _ places: UnsafeMutablePointer<Int32>, _ counts: UnsafeMutablePointer<Int>
) {
  // Bits and no floats: their comparison ends in a vector register, and the count needs it in another.
  let words = UnsafeRawPointer(a).assumingMemoryBound(to: UInt32.self)
  if rows == 1 {
    counts[0] = listRow(words, aColumn, depth, places)
    return
  }
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
      places[i &* depthBlock &+ found] = Int32(truncatingIfNeeded: k)
      counts[i] = found &+ isNonzero(column[i &* aRow])
      i &+= 1
    }
    k &+= 1
  }
}

@inline(always)
private func listRow(
  _ words: UnsafePointer<UInt32>, _ stride: Int, _ depth: Int, _ places: UnsafeMutablePointer<Int32>
) -> Int {
  var found = 0
  var k = 0
  while k < depth {
    if stride == 1 && k &+ 16 <= depth && areZero(words + k) {
      k &+= 16
      continue
    }
    let end = stride == 1 ? smaller(k &+ 16, depth) : depth
    while k < end {
      places[found] = Int32(truncatingIfNeeded: k)
      found = found &+ isNonzero(words[k &* stride])
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

/// c = start + the listed rows of b, for as many columns as it returns: 64, 16, 8 or 1.
@inline(always)
private func addPanel(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<Int32>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>, _ left: Int
) -> Int {
  if left >= 64 {
    addPanel64(a, aColumn, places, count, b, bRow, start, c)
    return 64
  }
  if left >= 16 {
    addPanel16(a, aColumn, places, count, b, bRow, start, c)
    return 16
  }
  if left >= 8 {
    addPanel8(a, aColumn, places, count, b, bRow, start, c)
    return 8
  }
  var sum: Float = 0
  if let start { sum = start[0] }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    sum = sum.addingProduct(a[k &* aColumn], b[k &* bRow])
    i &+= 1
  }
  c[0] = sum
  return 1
}

@inline(always)
private func addPanel64(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<Int32>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
  if let start {
    c0 = load(start)
    c1 = load(start + 16)
    c2 = load(start + 32)
    c3 = load(start + 48)
  }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    let factor = Vector(repeating: a[k &* aColumn])
    let row = b + k &* bRow
    c0 = fused(factor, load(row), c0)
    c1 = fused(factor, load(row + 16), c1)
    c2 = fused(factor, load(row + 32), c2)
    c3 = fused(factor, load(row + 48), c3)
    i &+= 1
  }
  store(c0, c)
  store(c1, c + 16)
  store(c2, c + 32)
  store(c3, c + 48)
}

@inline(always)
private func addPanel16(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<Int32>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum = Vector()
  if let start { sum = load(start) }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    sum = fused(Vector(repeating: a[k &* aColumn]), load(b + k &* bRow), sum)
    i &+= 1
  }
  store(sum, c)
}

@inline(always)
private func addPanel8(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<Int32>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum = SIMD8<Float>()
  if let start { sum = UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self) }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    let row = UnsafeRawPointer(b + k &* bRow).loadUnaligned(as: SIMD8<Float>.self)
    sum = sum.addingProduct(SIMD8(repeating: a[k &* aColumn]), row)
    i &+= 1
  }
  UnsafeMutableRawPointer(c).storeBytes(of: sum, as: SIMD8<Float>.self)
}
