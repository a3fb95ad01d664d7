import Diagnostics
import TensorOps

extension Plan {
  /// Throws `InternalError` when an operand leaves its region, when an instruction may write an element twice, or when it
  /// may read elements that it writes. Tiles are parts of the nest of written elements, so that the writes of two tiles
  /// are then disjoint whatever their sizes, and all tiles together write every element.
  package func verify(parameterElements: Int) throws {
    for phase in phases {
      if let flaw = flaw(of: phase) { throw InternalError(stage: "plan", flaw) }
    }
    let tileRows = tileRows
    for (index, instruction) in instructions.enumerated() {
      if let flaw = instruction.flawOfWrites(rows: tileRows[index]) {
        throw InternalError(stage: "plan", "instruction \(index) (\(instruction.formula)) \(flaw)")
      }
      for (operand, location) in ([instruction.output] + instruction.inputs).enumerated() {
        let rows = location.region == .slab ? tileRows[index] : batchCapacity
        let last = location.offset + (instruction.reach(ofOperand: operand, rows: rows) ?? 0)
        let size =
          switch location.region {
          case .arena: arenaElements
          case .constants: constants.count
          case .parameters, .gradients: parameterElements
          case .slab: slabElements
          }
        if location.offset < 0 || last > size {
          throw InternalError(stage: "plan", "instruction \(index) reaches \(last) of \(size) in \(location.region)")
        }
      }
    }
  }
}

extension Plan {
  /// The most rows of the batch that one tile of each instruction covers.
  private var tileRows: [Int] {
    phases.flatMap { phase in
      switch phase {
      case .rows(let range, let most): range.map { _ in most }
      case .apart(let range): range.map { _ in batchCapacity }
      }
    }
  }
}

extension Instruction {
  /// One past the last element of an operand (0 is the output), counted from its offset.
  package func reach(ofOperand operand: Int, rows: Int) -> Int? {
    let locations = [output] + inputs
    let pitch = locations[operand].pitch
    func block(_ rowCount: Int, _ columns: Int) -> Int { rowCount == 0 ? 0 : (rowCount - 1) * pitch + columns }
    func product(_ m: Extent, _ columns: Int, _ depth: Extent, _ transposesA: Bool, _ transposesB: Bool) -> Int {
      let (m, k) = (m.count(rows: rows), depth.count(rows: rows))
      switch operand {
      case 0: return block(m, columns)
      case 1: return transposesA ? block(k, m) : block(m, k)
      case 2: return transposesB ? block(columns, k) : block(k, columns)
      default: return columns
      }
    }
    switch kernel {
    case .matrixProduct(let m, let columns, let depth, let transposesA, let transposesB, _):
      return product(m, columns, depth, transposesA, transposesB)
    case .sparseProduct(let m, let columns, let depth, let transposesA, _):
      return product(m, columns, depth, transposesA, false)
    case .elementwise(_, let extents, let strides): return Self.reach(extents, strides[operand], rows)
    case .reduce(let reduction):
      if operand == 0 { return Self.reach(reduction.keptExtents, reduction.keptOutputStrides, rows) }
      return Self.reach(
        reduction.keptExtents + reduction.reducedExtents, reduction.keptInputStrides + reduction.reducedInputStrides,
        rows)
    case .segmented(let kernel, let extent, let offsets, let inputRows, let secondRows):
      let count = extent.count(rows: rows)
      let (segments, total) = (offsets.count - 1, offsets.last ?? 0)
      let isWide = kernel == .logSoftmax || kernel == .logSoftmaxGradient || kernel == .unpick
      if operand == 0 { return block(count, isWide ? total : segments) }
      let map = operand == 1 ? inputRows : secondRows
      let columns =
        operand == 1 ? (kernel == .unpick ? segments : total) : (kernel == .logSoftmaxGradient ? total : segments)
      return count == 0
        ? 0 : (count - 1) / map.divisor * map.outer + min(count - 1, map.divisor - 1) * map.inner + columns
    case .gatherSum(let extent, let width, let tableRow, _):
      if operand == 2 { return width }
      return block(extent.count(rows: rows), operand == 0 ? width : tableRow.count)
    case .scatterSum(let extent, let width, let tableRows, let tableRow, _):
      if operand == 0 { return block(tableRows, width) }
      return block(extent.count(rows: rows), operand == 1 ? tableRow.count : width)
    case .uniform(_, let extent, _, let columns, _): return block(extent.count(rows: rows), columns)
    }
  }

  private static func reach(_ extents: [Extent], _ strides: [Int], _ rows: Int) -> Int {
    zip(extents, strides).reduce(1) { $0 + max(0, $1.0.count(rows: rows) - 1) * $1.1 }
  }
}
