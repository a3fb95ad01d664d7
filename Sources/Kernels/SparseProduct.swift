import KernelInterface

/// Terms looked at before the stored sums are taken up again, which bounds the lists.
@inline(always) private var depthBlock: Int { 1024 }

/// Rows of a that share a list: rows of data have many of their ones at the same places, and what one row lacks costs a
/// product with 0, which is less than reading b's row once more for each of them.
@inline(always) private var blockRows: Int { 4 }

/// Blocks whose lists of at most `depth` places are held at once.
@inline(always)
private func blocksListed(_ depth: Int) -> Int {
  smaller(MatrixProduct.sparseLists, (MatrixProduct.sparsePlaces &- 1) / greater(depth, 1))
}

/// `KernelTable.sparseProduct`: lists where the rows of a block are not all 0, then adds those rows of b.
///
/// Sums start from +0 where a dense product may start from -0, so that a term more or less with 0 changes no bit and blocks
/// may begin at any row.
func sparseProduct(_ product: MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) {
  if columns.upperBound <= columns.lowerBound { return }
  var k = 0
  repeat {
    let depth = smaller(product.depth &- k, depthBlock)
    let group = blocksListed(depth) &* blockRows
    var m = rows.lowerBound
    while m < rows.upperBound {
      let count = smaller(rows.upperBound &- m, group)
      addRows(product, m, count, columns, k, depth)
      m &+= count
    }
    k &+= depth
  } while k < product.depth
}

/// Adds the terms `k ..< k + depth` to rows `m ..< m + count` of c: a panel of columns of all rows, then the next one, so
/// that the part of b that is read stays in a near cache.
@inline(always)
private func addRows(
  _ product: MatrixProduct, _ m: Int, _ count: Int, _ columns: Range<Int>, _ k: Int, _ depth: Int
) {
  let places = UnsafeMutableRawPointer(product.scratch).assumingMemoryBound(to: UInt16.self)
  let counts = UnsafeMutableRawPointer(places + MatrixProduct.sparsePlaces).assumingMemoryBound(to: Int.self)
  let a = product.a + m &* product.aRowStride + k &* product.aColumnStride
  var i = 0
  while i < count {
    counts[i / blockRows] = listNonzero(
      a + i &* product.aRowStride, product.aRowStride, product.aColumnStride, smaller(count &- i, blockRows), depth,
      places + i / blockRows &* depth)
    i &+= blockRows
  }
  let resumes = k > 0 || product.accumulates
  var n = columns.lowerBound
  while n < columns.upperBound {
    let width = sparsePanelWidth(columns.upperBound &- n)
    i = 0
    while i < count {
      let c = product.c + (m &+ i) &* product.cRowStride + n
      let list = i / blockRows
      let block = SparseBlock(
        a: a + i &* product.aRowStride, aRow: product.aRowStride, aColumn: product.aColumnStride,
        places: places + list &* depth, count: counts[list], b: product.b + k &* product.bRowStride + n,
        bRow: product.bRowStride, start: resumes ? UnsafePointer(c) : product.bias.map { $0 + n },
        startRow: resumes ? product.cRowStride : 0, c: c, cRow: product.cRowStride)
      addSparseBlock(block, rows: smaller(count &- i, blockRows), width)
      i &+= blockRows
    }
    n &+= width
  }
}
