import ExecutionPlan
import KernelInterface

extension BoundInstruction {
  /// Runs one tile on one worker.
  func run(
    _ tile: (rows: Range<Int>, columns: Range<Int>), _ shift: SlabShift, kernels: KernelTable,
    scratch: UnsafeMutablePointer<Float>, rows: Int, step: UInt32
  ) {
    switch self {
    case .matrixProduct(var arguments, _, _, let depth):
      unsafe arguments.scratch = unsafe scratch
      arguments.depth = depth.count(rows: rows)
      arguments.move(shift)
      kernels.matrixProduct(arguments, tile.rows, tile.columns)
    case .sparseProduct(var arguments, _, _, let depth):
      unsafe arguments.scratch = unsafe scratch
      arguments.depth = depth.count(rows: rows)
      arguments.move(shift)
      kernels.sparseProduct(arguments, tile.rows, tile.columns)
    case .elementwise(var arguments, _, _, _):
      unsafe arguments.scratch = unsafe scratch
      arguments.move(shift)
      kernels.elementwise(arguments, tile.rows)
    case .reduce(var arguments, _, _, _, _):
      unsafe arguments.output = shift.move(arguments.output, 0)
      unsafe arguments.input = shift.move(arguments.input, 1)
      kernels.reduce(arguments, tile.rows)
    case .segmented(let kernel, var arguments, _, _):
      arguments.move(shift)
      switch kernel {
      case .logSoftmax: kernels.logSoftmax(arguments, tile.rows)
      case .logSoftmaxGradient: kernels.logSoftmaxGradient(arguments, tile.rows)
      case .argMax: kernels.argMax(arguments, tile.rows)
      case .draw: kernels.draw(arguments, tile.rows)
      case .pick: kernels.pick(arguments, tile.rows)
      case .unpick: kernels.unpick(arguments, tile.rows)
      }
    case .gatherSum(var arguments, _):
      unsafe arguments.output = shift.move(arguments.output, 0)
      unsafe arguments.index = shift.move(arguments.index, 1)
      kernels.gatherSum(arguments, tile.rows)
    case .scatterSum(var arguments, let extent, _):
      arguments.rows = extent.count(rows: rows)
      kernels.scatterSum(arguments, tile.rows)
    case .uniform(var arguments, _):
      arguments.step = step
      unsafe arguments.output = shift.move(arguments.output, 0)
      kernels.uniform(arguments, tile.rows)
    }
  }
}

extension KernelInterface.MatrixProduct {
  fileprivate mutating func move(_ shift: SlabShift) {
    unsafe c = shift.move(c, 0)
    unsafe a = shift.move(a, 1)
  }
}

extension ElementwiseLoop {
  fileprivate mutating func move(_ shift: SlabShift) {
    unsafe output = shift.move(output, 0)
    for operand in 0..<inputCount {
      unsafe shift.addresses[operand] = shift.move(inputs[operand], operand + 1)
    }
    unsafe inputs = UnsafePointer(shift.addresses)
  }
}

extension SegmentedRows {
  fileprivate mutating func move(_ shift: SlabShift) {
    unsafe output = shift.move(output, 0)
    unsafe input = shift.move(input, 1)
    unsafe second = second.map { unsafe shift.move($0, 2) }
  }
}
