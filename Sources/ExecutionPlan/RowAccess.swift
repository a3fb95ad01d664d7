import KernelInterface

/// How an operand follows the rows of the batch: elements of row r lie in `span` elements from `stride` r on.
struct RowAccess: Equatable {
  var stride: Int
  var span: Int

  /// Whether a row's elements at `offset` are within the block of that row: `stride` elements that belong to it alone.
  func staysInRow(_ offset: Int) -> Bool { stride > 0 && offset % stride + span <= stride }
}

extension Instruction {
  /// Elements from one row of the batch to the next in operand `operand` (0 is the output); 0 where all rows read the same.
  package func rowStride(ofOperand operand: Int) -> Int { rowAccess(ofOperand: operand)?.stride ?? 0 }

  func rowAccess(ofOperand operand: Int) -> RowAccess? {
    kernel.rowAccess(operand: operand, pitch: operand == 0 ? output.pitch : inputs[operand - 1].pitch)
  }
}

extension Instruction.Kernel {
  /// How many of its outermost counts a row of the batch makes; nil where a row of its result needs other rows.
  package var rowFactor: Int? {
    switch self {
    case .matrixProduct(let rows, _, let depth, let transposesA, _, _),
      .sparseProduct(let rows, _, let depth, let transposesA, _):
      rows.isPerRow && !depth.isPerRow && !transposesA ? rows.factor : nil
    case .elementwise(_, let extents, let strides):
      extents[0].isPerRow && !extents.dropFirst().contains(where: \.isPerRow) && strides[0][0] > 0
        ? extents[0].factor : nil
    case .reduce(let reduction):
      reduction.keptExtents[0].isPerRow && reduction.keptOutputStrides[0] > 0
        && !(reduction.keptExtents.dropFirst() + reduction.reducedExtents).contains(where: \.isPerRow)
        ? reduction.keptExtents[0].factor : nil
    case .segmented(_, let rows, _, _, _), .gatherSum(let rows, _, _, _): rows.isPerRow ? rows.factor : nil
    case .uniform(_, let rows, _, _, let isPerRow): rows.isPerRow && isPerRow ? rows.factor : nil
    case .scatterSum: nil
    }
  }

  /// How operand `operand` (0 is the output), with rows `pitch` apart, follows the rows of the batch; nil where every row
  /// reads the same elements or `rowFactor` is nil.
  func rowAccess(operand: Int, pitch: Int) -> RowAccess? {
    guard let factor = rowFactor else { return nil }
    func block(_ columns: Int) -> RowAccess {
      RowAccess(stride: factor * pitch, span: (factor - 1) * pitch + columns)
    }
    func nest(_ extents: [Extent], _ strides: [Int]) -> RowAccess? {
      if strides[0] == 0 { return nil }
      let inner = zip(extents, strides).dropFirst().reduce(1) { $0 + ($1.0.factor - 1) * $1.1 }
      return RowAccess(stride: factor * strides[0], span: (factor - 1) * strides[0] + inner)
    }
    switch self {
    case .matrixProduct(_, let columns, let depth, _, _, _), .sparseProduct(_, let columns, let depth, _, _):
      return operand > 1 ? nil : block(operand == 0 ? columns : depth.factor)
    case .elementwise(_, let extents, let strides): return nest(extents, strides[operand])
    case .reduce(let reduction):
      if operand == 0 { return nest(reduction.keptExtents, reduction.keptOutputStrides) }
      return nest(
        reduction.keptExtents + reduction.reducedExtents, reduction.keptInputStrides + reduction.reducedInputStrides)
    case .segmented(let kernel, _, let offsets, let inputRows, let secondRows):
      let (segments, total) = (offsets.count - 1, offsets.last ?? 0)
      if operand == 0 {
        return block([.logSoftmax, .logSoftmaxGradient, .unpick].contains(kernel) ? total : segments)
      }
      let isWide = operand == 1 ? kernel != .unpick : kernel == .logSoftmaxGradient
      return (operand == 1 ? inputRows : secondRows).rowAccess(factor: factor, columns: isWide ? total : segments)
    case .gatherSum(_, let width, let tableRow, _):
      return operand > 1 ? nil : block(operand == 0 ? width : tableRow.count)
    case .uniform(_, _, _, let columns, _): return block(columns)
    case .scatterSum: return nil
    }
  }
}

extension RowMap {
  /// The access of an operand of which a row of the batch reads `factor` rows of `columns` elements; nil where this map
  /// mixes rows of the batch or reads the same elements for all.
  fileprivate func rowAccess(factor: Int, columns: Int) -> RowAccess? {
    guard outer > 0, factor % divisor == 0 else { return nil }
    let blocks = factor / divisor
    return RowAccess(stride: blocks * outer, span: (blocks - 1) * outer + (divisor - 1) * inner + columns)
  }
}
