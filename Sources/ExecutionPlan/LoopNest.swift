import TensorOps

/// Dimensions of a loop with one stride an operand, merged as far as every operand's layout allows.
struct LoopNest {
  private(set) var extents: [Extent] = []
  /// One list a dimension, one stride an operand.
  private(set) var strides: [[Int]] = []

  /// Loops over `axes` in order, outermost first. `operandStrides[i][axis]` is operand i's stride, 0 where it lacks it.
  init(over axes: [Axis], operandStrides: [Shape.Strides]) {
    for axis in axes where axis.size > 1 || axis.role == .batch {
      let extent = axis.role == .batch ? Extent(1, isPerRow: true) : Extent(axis.size)
      let steps = operandStrides.map { $0[axis] ?? 0 }
      if let last = strides.last, let outer = extents.last, !extent.isPerRow,
        zip(last, steps).allSatisfy({ $0 == $1 * extent.factor })
      {
        extents[extents.count - 1] = Extent(outer.factor * extent.factor, isPerRow: outer.isPerRow)
        strides[strides.count - 1] = steps
      } else {
        extents.append(extent)
        strides.append(steps)
      }
    }
  }

  /// The strides of one operand, outermost first.
  func strides(ofOperand operand: Int) -> [Int] { strides.map { $0[operand] } }
}
