import KernelInterface

/// Terms looked at before the stored sums are taken up again, which bounds the lists.
@inline(always) private var depthBlock: Int { 512 }

/// Rows of a whose lists are held at once, with room for `depth` places each: a multiple of 16, since columns of a that
/// lies transposed are listed sixteen at a time.
@inline(always)
private func rowsListed(_ depth: Int) -> Int {
  smaller(256, MatrixProduct.sparsePlaces / greater(depth, 1) & ~15)
}

/// `KernelTable.sparseProduct`: lists the entries of some rows of a that are not 0, then adds their rows of b.
func sparseProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  if columns.upperBound <= columns.lowerBound { return }
  var k = 0
  repeat {
    let depth = smaller(product.depth &- k, depthBlock)
    let group = rowsListed(depth)
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
  let counts = UnsafeMutableRawPointer(places + MatrixProduct.sparsePlaces).assumingMemoryBound(to: Int.self)
  let a = product.a + m &* product.aRowStride + k &* product.aColumnStride
  if product.aColumnStride == 1 {
    var i = 0
    while i < count {
      let words = UnsafeRawPointer(a + i &* product.aRowStride).assumingMemoryBound(to: UInt32.self)
      counts[i] = listRow(words, depth, places + i &* depth)
      i &+= 1
    }
  } else {
    var i = 0
    while i < count {
      listColumns(
        a + i &* product.aRowStride, product.aRowStride, product.aColumnStride, smaller(count &- i, 16), depth,
        places + i &* depth, counts + i)
      i &+= 16
    }
  }
  let b = product.b + k &* product.bRowStride
  let resumes = k > 0 || product.accumulates
  // Rows that are a whole number of kilobytes apart share few places in a cache: wide strips of them find more.
  let stripWidth = product.bRowStride % 256 == 0 ? 256 : 128
  var strip = columns.lowerBound
  while strip < columns.upperBound {
    let end = smaller(strip &+ stripWidth, columns.upperBound)
    var i = 0
    while i < count {
      let c = product.c + (m &+ i) &* product.cRowStride
      let start = resumes ? UnsafePointer(c) : product.bias
      var n = strip
      while n < end {
        let width = sparsePanelWidth(end &- n)
        addSparsePanel(
          a + i &* product.aRowStride, product.aColumnStride, places + i &* depth, counts[i], b + n,
          product.bRowStride, start.map { $0 + n }, c + n, width)
        n &+= width
      }
      i &+= 1
    }
    strip = end
  }
}
