import KernelInterface

/// Terms looked at before the stored sums are taken up again, which bounds the lists.
@inline(always) private var depthBlock: Int { 512 }

/// Rows of a whose lists are held at once, where its rows or its columns lie in memory one after another.
@inline(always) private var rowsListed: Int { 32 }
@inline(always) private var columnsListed: Int { 16 }

/// `KernelTable.sparseProduct`: lists the entries of some rows of a that are not 0, then adds their rows of b.
func sparseProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  if columns.upperBound <= columns.lowerBound { return }
  let group = product.aColumnStride == 1 ? rowsListed : columnsListed
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

/// Adds the terms `k ..< k + depth` to rows `m ..< m + count` of c: a strip of columns of all rows, then the next one, so
/// that the part of b that is read stays in a near cache.
@inline(always)
private func addRows(
  _ product: MatrixProduct, _ m: Int, _ count: Int, _ columns: Range<Int>, _ k: Int, _ depth: Int
) {
  let places = UnsafeMutableRawPointer(product.scratch).assumingMemoryBound(to: UInt16.self)
  let counts = UnsafeMutableRawPointer(places + rowsListed &* depthBlock).assumingMemoryBound(to: Int.self)
  let a = product.a + m &* product.aRowStride + k &* product.aColumnStride
  if product.aColumnStride == 1 {
    var i = 0
    while i < count {
      let words = UnsafeRawPointer(a + i &* product.aRowStride).assumingMemoryBound(to: UInt32.self)
      counts[i] = listRow(words, depth, places + i &* depthBlock)
      i &+= 1
    }
  } else {
    listColumns(a, product.aRowStride, product.aColumnStride, count, depth, places, counts)
  }
  let b = product.b + k &* product.bRowStride
  let resumes = k > 0 || product.accumulates
  // Rows that are a whole number of kilobytes apart share few places in a cache: wide strips of them find more.
  let stripWidth = product.bRowStride % 256 == 0 ? 256 : 64
  var strip = columns.lowerBound
  while strip < columns.upperBound {
    let end = smaller(strip &+ stripWidth, columns.upperBound)
    var i = 0
    while i < count {
      let c = product.c + (m &+ i) &* product.cRowStride
      let start = resumes ? UnsafePointer(c) : product.bias
      var n = strip
      while n < end {
        let width = panelWidth(end &- n)
        addPanel(
          a + i &* product.aRowStride, product.aColumnStride, places + i &* depthBlock, counts[i], b + n,
          product.bRowStride, start.map { $0 + n }, c + n, width)
        n &+= width
      }
      i &+= 1
    }
    strip = end
  }
}

/// Places of the entries of each row that are not 0 (a NaN is not), ascending; the entries of a column are neighbours or
/// `aRow` apart.
@inline(always)
private func listColumns(
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
      places[i &* depthBlock &+ found] = UInt16(truncatingIfNeeded: k)
      counts[i] = found &+ isNonzero(column[i &* aRow])
      i &+= 1
    }
    k &+= 1
  }
}

/// Places of the entries of one row that are not 0, and how many they are.
@inline(always)
private func listRow(_ words: UnsafePointer<UInt32>, _ depth: Int, _ places: UnsafeMutablePointer<UInt16>) -> Int {
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

/// Columns taken at once: enough sums to hide how long each takes, one vector, half of one, or one column.
@inline(always)
private func panelWidth(_ left: Int) -> Int { left >= 64 ? 64 : left >= 16 ? 16 : left >= 8 ? 8 : 1 }

/// c = start + the listed rows of b, for `width` columns.
@inline(always)
private func addPanel(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>, _ width: Int
) {
  switch width {
  case 64: addPanel64(a, aColumn, places, count, b, bRow, start, c)
  case 16: addPanel16(a, aColumn, places, count, b, bRow, start, c)
  case 8: addPanel8(a, aColumn, places, count, b, bRow, start, c)
  default: addColumn(a, aColumn, places, count, b, bRow, start, c)
  }
}

@inline(always)
private func addColumn(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum: Float = 0
  if let start { sum = start[0] }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    sum = sum.addingProduct(a[k &* aColumn], b[k &* bRow])
    i &+= 1
  }
  c[0] = sum
}

@inline(always)
private func addPanel64(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
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
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
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
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
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
