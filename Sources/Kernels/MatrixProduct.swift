import KernelInterface

/// Terms summed before the stored sums are taken up again: 16 columns of b of this depth fill half of a 64 KiB cache.
/// Resuming changes no bit.
@inline(always) private var depthBlock: Int { 512 }

/// Whether a panel of b whose columns are neighbours is copied before this many rows use it. Few rows lose more by the copy
/// than by reading from many pages. With AVX-512 a line of the cache is one vector and nothing is lost by the pages, unless
/// all rows of the panel share a few lines' places in the first cache.
@inline(always)
private func isWorthCopying(rows: Int, pitch: Int) -> Bool {
  #if AVX512
    return rows > 60 && pitch % 1024 == 0
  #else
    return rows > 60
  #endif
}

/// Lanes of the next panel where `left` columns are left: 48 take the fewest loads a term, and the last two panels have 32
/// where 48 would leave most of the last one empty.
@inline(always)
private func panelLanes(_ left: Int) -> Int {
  #if AVX512
    return left >= 112 || (left > 32 && left <= 48) ? 48 : left > 16 ? 32 : 16
  #else
    return 16
  #endif
}

/// Floats at the start of the scratch that are not for packing: an edge tile (512), a row of zeros, the end of a bias.
@inline(always) private var reservedScratch: Int { 1024 }

/// `KernelTable.matrixProduct`: panels of 16, 32 or 48 columns of b, copied where that helps, times blocks of rows of a that
/// are read in place.
func matrixProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  if rows.upperBound <= rows.lowerBound || columns.upperBound <= columns.lowerBound { return }
  let width = columns.upperBound &- columns.lowerBound
  if width <= (product.aRowStride == 1 ? MatrixProduct.mostNarrowColumns : 4)
    && rows.upperBound &- rows.lowerBound >= 16
  {
    return narrowProduct(product, rows, columns)
  }
  store(Vector(repeating: 0), product.scratch + 512)
  store(Vector(repeating: 0), product.scratch + 528)
  store(Vector(repeating: 0), product.scratch + 544)
  store(Vector(repeating: 0), product.scratch + 560)
  var k = 0
  repeat {
    let depth = smaller(product.depth &- k, depthBlock)
    var n = columns.lowerBound
    while n < columns.upperBound {
      n &+= multiplyPanel(product, rows, n, columns.upperBound, k, depth)
    }
    k &+= depth
  } while k < product.depth
}

/// Adds `depth` terms from `k` on to all rows of the panel that begins at column `n`. Returns the panel's width.
@inline(always)
private func multiplyPanel(
  _ product: MatrixProduct, _ rows: Range<Int>, _ n: Int, _ end: Int, _ k: Int, _ depth: Int
) -> Int {
  let count = rows.upperBound &- rows.lowerBound
  let b = product.b + k &* product.bRowStride + n &* product.bColumnStride
  let a = product.a + rows.lowerBound &* product.aRowStride + k &* product.aColumnStride
  let c = product.c + rows.lowerBound &* product.cRowStride + n
  let isUnit = product.bColumnStride == 1
  let resumes = k > 0 || product.accumulates
  var start = UnsafePointer(product.scratch + 512)
  if resumes { start = UnsafePointer(c) } else if let bias = product.bias { start = bias + n }
  var block = ProductBlock(
    a: a, aRow: product.aRowStride, aColumn: product.aColumnStride, b: b, bRow: product.bRowStride, depth: depth, c: c,
    cRow: product.cRowStride, start: start, startRow: resumes ? product.cRowStride : 0)
  if count == 1 && isUnit && end &- n >= 64 {
    product1x64(block)
    return 64
  }
  let lanes = panelLanes(end &- n)
  let width = smaller(end &- n, lanes)
  if !isUnit || width < lanes || isWorthCopying(rows: count, pitch: product.bRowStride) {
    let room = product.scratch + reservedScratch
    var column = 0
    while column < width {
      packPanel16(
        b + column &* product.bColumnStride, product.bRowStride, product.bColumnStride, depth,
        smaller(width &- column, 16), room + column, lanes)
      column &+= 16
    }
    block.b = UnsafePointer(room)
    block.bRow = lanes
  }
  if width < lanes && !resumes && product.bias != nil {
    copyTail(start, product.scratch + 576, width, lanes)
    block.start = UnsafePointer(product.scratch + 576)
  }
  if isUnit {
    block.ahead = b + width
    block.aheadRow = product.bRowStride
  }
  multiplyRows(block, rows: count, width: width, lanes: lanes, product.scratch)
  return width
}

/// `count` elements and zeros up to `lanes`.
@inline(always)
private func copyTail(
  _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ count: Int, _ lanes: Int
) {
  var i = 0
  while i < lanes {
    to[i] = i < count ? from[i] : 0
    i &+= 1
  }
}
