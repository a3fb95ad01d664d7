/// A matrix product `c = start + a b`.
package struct MatrixProduct: @unchecked Sendable {
  /// a[m, k] at `a + m * aRowStride + k * aColumnStride`; either stride may be 1.
  package var a: UnsafePointer<Float>
  package var aRowStride: Int
  package var aColumnStride: Int
  /// b[k, n] at `b + k * bRowStride + n * bColumnStride`; either stride may be 1.
  package var b: UnsafePointer<Float>
  package var bRowStride: Int
  package var bColumnStride: Int
  /// c[m, n] at `c + m * cRowStride + n`. Only the tile's elements are written.
  package var c: UnsafeMutablePointer<Float>
  package var cRowStride: Int
  /// k runs over 0 ..< depth.
  package var depth: Int
  /// Element n is the start of column n; nil starts from 0. Not read when `accumulates`.
  package var bias: UnsafePointer<Float>?
  /// Start from the stored c.
  package var accumulates: Bool
  /// The worker's own room for packing: `MatrixProduct.scratchElements(depth:)` floats, 64-byte aligned.
  package var scratch: UnsafeMutablePointer<Float>

  package init(
    a: UnsafePointer<Float>, aRowStride: Int, aColumnStride: Int, b: UnsafePointer<Float>, bRowStride: Int,
    bColumnStride: Int, c: UnsafeMutablePointer<Float>, cRowStride: Int, depth: Int, bias: UnsafePointer<Float>?,
    accumulates: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    self.a = a
    self.aRowStride = aRowStride
    self.aColumnStride = aColumnStride
    self.b = b
    self.bRowStride = bRowStride
    self.bColumnStride = bColumnStride
    self.c = c
    self.cRowStride = cRowStride
    self.depth = depth
    self.bias = bias
    self.accumulates = accumulates
    self.scratch = scratch
  }

  /// Floats of scratch a product of this depth needs.
  package static func scratchElements(depth: Int) -> Int { 48 * max(depth, 1) + 16 * 64 }

  /// Columns of c up to which lanes over rows waste less than lanes over columns, where a's rows need no packing: the
  /// kernel then takes sixteen rows at a time.
  @inlinable package static var mostNarrowColumns: Int { 12 }

  /// Places that a sparse product lists before it adds what they stand for: 16 lists of 1,024, or more of fewer, and one
  /// place more.
  @inlinable package static var sparsePlaces: Int { 16_448 }
  /// Lists that a sparse product holds at once.
  @inlinable package static var sparseLists: Int { 128 }
  /// Floats of scratch a sparse product needs: the places, in half a float each, and the lengths of the lists.
  package static let sparseScratchElements = sparsePlaces / 2 + 2 * sparseLists
}
