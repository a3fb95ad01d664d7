import DeterministicMath
import Diagnostics
import ExecutionPlan
import KernelInterface
import TensorOps

/// Turns offsets into pointers for one executor.
@safe struct InstructionBinder {
  let storage: ArgumentStorage
  /// Base of a region.
  let base: (Region) -> UnsafeMutablePointer<Float>
  let rowNumbers: UnsafePointer<UInt32>
  let zeroRow: UnsafePointer<UInt32>
  let seed: UInt64
  /// Any scratch: the worker's own is put in its place for each tile.
  let scratch: UnsafeMutablePointer<Float>

  func bind(_ instruction: Instruction) throws -> BoundInstruction {
    let output = unsafe base(instruction.output.region) + instruction.output.offset
    let inputs = unsafe instruction.inputs.map { unsafe base($0.region) + $0.offset }
    let pitches = instruction.inputs.map(\.pitch)
    let pitch = instruction.output.pitch
    switch instruction.kernel {
    case .matrixProduct(let rows, let columns, let depth, let transposesA, let transposesB, let hasBias):
      let product = unsafe product(instruction, inputs, output, depth, transposesA, transposesB, hasBias)
      return .matrixProduct(product, rows: rows, columns: columns, depth: depth)
    case .sparseProduct(let rows, let columns, let depth, let transposesA, let hasBias):
      let product = unsafe product(instruction, inputs, output, depth, transposesA, false, hasBias)
      return .sparseProduct(product, rows: rows, columns: columns, depth: depth)
    case .elementwise(let program, let extents, let strides):
      return unsafe try elementwise(program, extents, strides, output, inputs)
    case .reduce(let reduction): return unsafe try reduce(reduction, output, inputs[0])
    case .segmented(let kernel, let rows, let offsets, let inputRows, let secondRows):
      let arguments = unsafe SegmentedRows(
        output: output, outputRowStride: pitch, input: inputs[0], inputRows: inputRows,
        second: inputs.count > 1 ? UnsafePointer(inputs[1]) : nil, secondRows: secondRows,
        segments: offsets.count - 1, offsets: try storage.store(offsets))
      return .segmented(kernel, arguments, rows: rows, width: offsets.last ?? 0)
    case .gatherSum(let rows, let width, let tableRow, let first):
      return .gatherSum(unsafe try gather(inputs, output, pitches, pitch, rows, width, tableRow, first), rows: rows)
    case .scatterSum(let rows, let width, let tableRows, let tableRow, let first):
      let arguments = unsafe try gather(inputs, output, pitches, pitch, rows, width, tableRow, first)
      return .scatterSum(arguments, rows: rows, tableRows: tableRows)
    case .uniform(let stream, let rows, let draws, let columns, let isPerRow):
      let key = StreamKey(seed: seed, stream: stream)
      let arguments = unsafe UniformRows(
        output: output, outputRowStride: pitch, columns: columns, rowNumbers: isPerRow ? rowNumbers : zeroRow,
        draws: draws, step: 0, keyLow: key.low, keyHigh: key.high)
      return .uniform(arguments, rows: rows)
    }
  }

  private func product(
    _ instruction: Instruction, _ inputs: [UnsafeMutablePointer<Float>], _ output: UnsafeMutablePointer<Float>,
    _ depth: Extent, _ transposesA: Bool, _ transposesB: Bool, _ hasBias: Bool
  ) -> KernelInterface.MatrixProduct {
    let pitches = instruction.inputs.map(\.pitch)
    return unsafe KernelInterface.MatrixProduct(
      a: inputs[0], aRowStride: transposesA ? 1 : pitches[0], aColumnStride: transposesA ? pitches[0] : 1,
      b: inputs[1], bRowStride: transposesB ? 1 : pitches[1], bColumnStride: transposesB ? pitches[1] : 1, c: output,
      cRowStride: instruction.output.pitch, depth: depth.factor, bias: hasBias ? UnsafePointer(inputs[2]) : nil,
      accumulates: false, scratch: scratch)
  }

  private func gather(
    _ inputs: [UnsafeMutablePointer<Float>], _ output: UnsafeMutablePointer<Float>, _ pitches: [Int], _ pitch: Int,
    _ rows: Extent, _ width: Int, _ tableRow: [Int], _ first: [Int]
  ) throws -> GatherRows {
    let (tableRow, first) = (try tableRow.map(tableIndex), try first.map(tableIndex))
    return unsafe GatherRows(
      output: output, outputRowStride: pitch, index: inputs[0], indexRowStride: pitches[0], count: tableRow.count,
      input: inputs[1], inputRowStride: pitches[1], width: width, tableRow: try storage.store(tableRow),
      first: try storage.store(first), rows: rows.factor, bias: nil)
  }

  /// A row of a table as the kernels hold it.
  private func tableIndex(_ row: Int) throws -> Int32 {
    guard let row = Int32(exactly: row) else { throw MachineFailure("a table has row \(row): too many to address") }
    return row
  }

  private func elementwise(
    _ program: [ElementwiseInstruction], _ extents: [Extent], _ strides: [[Int]],
    _ output: UnsafeMutablePointer<Float>, _ inputs: [UnsafeMutablePointer<Float>]
  ) throws -> BoundInstruction {
    let counts = unsafe try storage.store(extents.map(\.factor))
    let loop = unsafe ElementwiseLoop(
      output: output, inputs: try storage.store(inputs.map { unsafe UnsafePointer($0) }), inputCount: inputs.count,
      rank: extents.count, extents: unsafe counts, strides: try storage.store(strides.flatMap { $0 }),
      program: unsafe try storage.store(program), programCount: program.count, scratch: scratch)
    let inner = extents.dropFirst().reduce(1) { $0 * $1.factor }
    return unsafe .elementwise(loop, outer: extents[0], inner: inner, extents: counts)
  }

  private func reduce(
    _ reduction: Instruction.Reduction, _ output: UnsafeMutablePointer<Float>, _ input: UnsafeMutablePointer<Float>
  ) throws -> BoundInstruction {
    let code =
      switch reduction.kind {
      case .sum: ReduceCode.sum
      case .max: ReduceCode.max
      case .logSumExp: ReduceCode.logSumExp
      case .softplusSum: ReduceCode.softplusSum
      }
    let counts = unsafe try storage.store(reduction.reducedExtents.map(\.factor))
    let loop = unsafe ReduceLoop(
      code: code, output: output, input: input, keptRank: reduction.keptExtents.count,
      keptExtents: try storage.store(reduction.keptExtents.map(\.factor)),
      keptOutputStrides: unsafe try storage.store(reduction.keptOutputStrides),
      keptInputStrides: unsafe try storage.store(reduction.keptInputStrides),
      reducedRank: reduction.reducedExtents.count,
      reducedExtents: unsafe counts, reducedInputStrides: try storage.store(reduction.reducedInputStrides))
    let work =
      reduction.keptExtents.dropFirst().reduce(1) { $0 * $1.factor }
      * reduction.reducedExtents.reduce(1) { $0 * $1.factor }
    return unsafe .reduce(
      loop, outer: reduction.keptExtents[0], work: work, reduced: reduction.reducedExtents, reducedCounts: counts)
  }
}
