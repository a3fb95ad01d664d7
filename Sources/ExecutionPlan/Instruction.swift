import Diagnostics
import KernelInterface
import TensorOps

/// One kernel call of a plan.
package struct Instruction: Sendable {
  package var kernel: Kernel
  package var output: Location
  package var inputs: [Location]
  /// The node's formula, with value names.
  package var formula: String
  /// Where in the model it belongs.
  package var label: String
  /// The section of the spec that asked for it.
  package var origin: Span
  /// Floating-point operations at full batch capacity.
  package var flops: Double
  /// Bytes read and written at full batch capacity.
  package var bytes: Double

  /// What is computed, with every size and stride that does not depend on the batch.
  package enum Kernel: Sendable {
    /// inputs: a, b, and the bias row if `hasBias`.
    case matrixProduct(rows: Extent, columns: Int, depth: Extent, transposesA: Bool, transposesB: Bool, hasBias: Bool)
    /// The same without the terms whose factor in a is 0.
    case sparseProduct(rows: Extent, columns: Int, depth: Extent, transposesA: Bool, hasBias: Bool)
    /// One nest over all operands; `strides[0]` is the output's.
    case elementwise(program: [ElementwiseInstruction], extents: [Extent], strides: [[Int]])
    case reduce(Reduction)
    /// Kernels over segments of rows; inputs: x, and the second operand if the kernel has one.
    case segmented(SegmentedKernel, rows: Extent, offsets: [Int], inputRows: RowMap, secondRows: RowMap)
    /// inputs: index, table.
    case gatherSum(rows: Extent, width: Int, tableRow: [Int], first: [Int])
    /// inputs: index, x.
    case scatterSum(rows: Extent, width: Int, tableRows: Int, tableRow: [Int], first: [Int])
    /// `isPerRow`: addressed by row numbers; else by 0.
    case uniform(stream: String, rows: Extent, draws: Int, columns: Int, isPerRow: Bool)
  }

  /// Kernels that share the shape of `SegmentedRows`.
  package enum SegmentedKernel: String, Sendable {
    case logSoftmax, logSoftmaxGradient, argMax, draw, pick, unpick
  }

  /// A reduction's nest.
  package struct Reduction: Sendable {
    package var kind: Reduce.Kind
    package var keptExtents: [Extent]
    package var keptOutputStrides: [Int]
    package var keptInputStrides: [Int]
    package var reducedExtents: [Extent]
    package var reducedInputStrides: [Int]
  }
}
