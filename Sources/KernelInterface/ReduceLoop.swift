/// How a reduction combines.
package enum ReduceCode: Int32, Sendable, CaseIterable {
  case sum = 0
  /// NaN if any is NaN
  case max = 1
  /// max + log sum exp(x - max); all -inf gives -inf
  case logSumExp = 2
  /// sum of log(1 + e^x), each term within 2^-23 and not within ulps: logarithms are taken of products of 1 + e^-|x|
  case softplusSum = 3
}

/// A reduction over a loop nest. The order of a sum is fixed by the shape alone: when the innermost reduced dimension
/// has input stride 1, its run is summed over 16 lanes and a low/high halving tree and the runs are added in index
/// order; else terms are added in index order. Kept dimensions whose innermost has stride 1 may be vectorised across.
package struct ReduceLoop: @unchecked Sendable {
  package var code: ReduceCode
  package var output: UnsafeMutablePointer<Float>
  package var input: UnsafePointer<Float>
  /// At most 8. Kept dimension 0 is cut by the tile and its extent is not read; at least 1 (extent 1 if all is reduced).
  package var keptRank: Int
  package var keptExtents: UnsafePointer<Int>
  package var keptOutputStrides: UnsafePointer<Int>
  package var keptInputStrides: UnsafePointer<Int>
  /// At most 8, at least 1.
  package var reducedRank: Int
  package var reducedExtents: UnsafePointer<Int>
  package var reducedInputStrides: UnsafePointer<Int>

  package init(
    code: ReduceCode, output: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, keptRank: Int,
    keptExtents: UnsafePointer<Int>, keptOutputStrides: UnsafePointer<Int>, keptInputStrides: UnsafePointer<Int>,
    reducedRank: Int, reducedExtents: UnsafePointer<Int>, reducedInputStrides: UnsafePointer<Int>
  ) {
    self.code = code
    self.output = output
    self.input = input
    self.keptRank = keptRank
    self.keptExtents = keptExtents
    self.keptOutputStrides = keptOutputStrides
    self.keptInputStrides = keptInputStrides
    self.reducedRank = reducedRank
    self.reducedExtents = reducedExtents
    self.reducedInputStrides = reducedInputStrides
  }
}
