/// The kernels of one instruction set. Every entry computes the tile `range` of its instruction and nothing else, so
/// that tiles can run on any worker in any order; every output has one owner and one order of summation, so the bits
/// depend on neither the tiles nor the instruction set.
///
/// Arguments are pointers, sizes and strides in elements. Pointers stay valid for the call; the arrays they lead to are
/// made when a plan is loaded, so that a step allocates nothing.
package struct KernelTable: Sendable {
  /// `portable`, `avx2` or `avx512`.
  package var name: String
  /// `c[m, n] = start + sum_k a[m, k] b[k, n]`, one fused step a term, k ascending, started from 0, `bias[n]` or the
  /// stored c. `rows` and `columns` are the tile.
  package var matrixProduct: @Sendable (MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  /// The same product without the terms whose a is 0; b's column stride is 1. For operands of mostly zeros.
  package var sparseProduct: @Sendable (MatrixProduct, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  /// Runs a small program on every element of a loop nest. `range` cuts dimension 0.
  package var elementwise: @Sendable (ElementwiseLoop, _ range: Range<Int>) -> Void
  /// Sum, maximum or log-sum-exp over the reduced dimensions of a loop nest. `range` cuts kept dimension 0.
  package var reduce: @Sendable (ReduceLoop, _ range: Range<Int>) -> Void
  /// `y = x - max - log sum exp(x - max)` in each segment of each row; a segment of -inf gives -inf.
  package var logSoftmax: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// `dx = dy - exp(y) sum(dy)` in each segment. `SegmentedRows.input` is dy, `.second` is y, of which
  /// nothing is above 0.
  package var logSoftmaxGradient: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// Index of the largest entry of each segment (the first of equals) as Float. Output has one column a segment.
  package var argMax: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// Inverse-CDF draw: the first index whose running sum of exp(x) exceeds u times the segment's total, as Float.
  /// `.input` is log-probabilities, `.second` uniforms in (0, 1), one a segment.
  package var draw: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// `y[r, s] = x[r, offset_s + index[r, s]]`, 0 for a negative index. `.second` is the index.
  package var pick: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// The transpose of `pick`: zeros, and `x[r, s]` at `offset_s + index[r, s]`.
  package var unpick: @Sendable (SegmentedRows, _ rows: Range<Int>) -> Void
  /// `y[r, :] = start + sum_d table[row_d + index[r, d] - first_d, :]`, d ascending; terms whose index is below
  /// `first_d` are left out. Start is 0 or `bias`.
  package var gatherSum: @Sendable (GatherRows, _ rows: Range<Int>) -> Void
  /// The transpose of `gatherSum`: adds `x[r, :]` to rows of y, r ascending. `tableRows` is the tile: the owner of a
  /// destination row visits all r.
  package var scatterSum: @Sendable (GatherRows, _ tableRows: Range<Int>) -> Void
  /// Uniform numbers (k + 0.5) / 2^23 from Philox4x32-10.
  package var uniform: @Sendable (UniformRows, _ rows: Range<Int>) -> Void
  /// One step of an optimiser over `range` of a parameter vector. Whether the parameters that it wrote are all finite.
  package var update: @Sendable (UpdateStep, _ range: Range<Int>) -> Bool
  /// Sums of squares of consecutive blocks of 4,096: `output[i]` for block i in `blocks`.
  package var sumOfSquares: @Sendable (BlockSums, _ blocks: Range<Int>) -> Void

  /// Independent chains of fused multiply-adds in registers: `rounds` times `multiplyAddChainFlops` floating-point
  /// operations, as fast as the processor does them. The result only keeps the work from being left out.
  package var multiplyAddChains: @Sendable (_ rounds: Int) -> Float
  /// Floating-point operations of one round of `multiplyAddChains`.
  package var multiplyAddChainFlops: Int
  /// `y[i] = a[i] + b[i] / 2` over the whole vectors of `range`: 12 bytes moved an element.
  package var triad:
    @Sendable (UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, _ range: Range<Int>) -> Void

  package init(
    name: String,
    matrixProduct: @escaping @Sendable (MatrixProduct, Range<Int>, Range<Int>) -> Void,
    sparseProduct: @escaping @Sendable (MatrixProduct, Range<Int>, Range<Int>) -> Void,
    elementwise: @escaping @Sendable (ElementwiseLoop, Range<Int>) -> Void,
    reduce: @escaping @Sendable (ReduceLoop, Range<Int>) -> Void,
    logSoftmax: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    logSoftmaxGradient: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    argMax: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    draw: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    pick: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    unpick: @escaping @Sendable (SegmentedRows, Range<Int>) -> Void,
    gatherSum: @escaping @Sendable (GatherRows, Range<Int>) -> Void,
    scatterSum: @escaping @Sendable (GatherRows, Range<Int>) -> Void,
    uniform: @escaping @Sendable (UniformRows, Range<Int>) -> Void,
    update: @escaping @Sendable (UpdateStep, Range<Int>) -> Bool,
    sumOfSquares: @escaping @Sendable (BlockSums, Range<Int>) -> Void,
    multiplyAddChains: @escaping @Sendable (Int) -> Float, multiplyAddChainFlops: Int,
    triad:
      @escaping @Sendable (UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Range<Int>) -> Void
  ) {
    self.name = name
    self.matrixProduct = matrixProduct
    self.sparseProduct = sparseProduct
    self.elementwise = elementwise
    self.reduce = reduce
    self.logSoftmax = logSoftmax
    self.logSoftmaxGradient = logSoftmaxGradient
    self.argMax = argMax
    self.draw = draw
    self.pick = pick
    self.unpick = unpick
    self.gatherSum = gatherSum
    self.scatterSum = scatterSum
    self.uniform = uniform
    self.update = update
    self.sumOfSquares = sumOfSquares
    self.multiplyAddChains = multiplyAddChains
    self.multiplyAddChainFlops = multiplyAddChainFlops
    self.triad = triad
  }
}
