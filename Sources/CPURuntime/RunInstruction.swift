import ExecutionPlan
import KernelInterface

extension BoundInstruction {
  /// Runs one tile on one worker.
  func run(
    _ tile: (rows: Range<Int>, columns: Range<Int>), kernels: KernelTable, scratch: UnsafeMutablePointer<Float>,
    rows: Int, step: UInt32
  ) {
    switch self {
    case .matrixProduct(var arguments, _, _, let depth):
      unsafe arguments.scratch = unsafe scratch
      arguments.depth = depth.count(rows: rows)
      kernels.matrixProduct(arguments, tile.rows, tile.columns)
    case .sparseProduct(var arguments, _, _, let depth):
      unsafe arguments.scratch = unsafe scratch
      arguments.depth = depth.count(rows: rows)
      kernels.sparseProduct(arguments, tile.rows, tile.columns)
    case .elementwise(var arguments, _, _, _):
      unsafe arguments.scratch = unsafe scratch
      kernels.elementwise(arguments, tile.rows)
    case .reduce(let arguments, _, _, _, _): kernels.reduce(arguments, tile.rows)
    case .segmented(let kernel, let arguments, _, _):
      switch kernel {
      case .logSoftmax: kernels.logSoftmax(arguments, tile.rows)
      case .logSoftmaxGradient: kernels.logSoftmaxGradient(arguments, tile.rows)
      case .argMax: kernels.argMax(arguments, tile.rows)
      case .draw: kernels.draw(arguments, tile.rows)
      case .pick: kernels.pick(arguments, tile.rows)
      case .unpick: kernels.unpick(arguments, tile.rows)
      }
    case .gatherSum(let arguments, _): kernels.gatherSum(arguments, tile.rows)
    case .scatterSum(var arguments, let extent, _):
      arguments.rows = extent.count(rows: rows)
      kernels.scatterSum(arguments, tile.rows)
    case .uniform(var arguments, _):
      arguments.step = step
      kernels.uniform(arguments, tile.rows)
    }
  }
}
