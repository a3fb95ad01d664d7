import CPURuntime
import KernelInterface
import TensorGraph

/// The Euclidean norm of a gradient: blocks of 4,096 summed by the kernels, then added in order in Double, so that the
/// number of threads changes no bit.
package final class GradientNorm: @unchecked Sendable {
  private let gradients: AlignedMemory
  private let kernels: KernelTable
  private let pool: WorkerPool
  private let sums: AlignedMemory
  private let blocks: Int
  /// Blocks in the order they are summed: worker w begins with those of part w of every parameter.
  private let order: [Int]
  private var tileBody: @Sendable (Int, Int) -> Void = { _, _ in }

  private static let blockSize = 4096
  private static let blocksPerTile = 4

  /// Throws `MachineFailure` when memory is refused.
  package init(_ store: ParameterStore, kernels: KernelTable, pool: WorkerPool) throws {
    gradients = store.gradients
    self.kernels = kernels
    self.pool = pool
    blocks = (store.gradients.count + Self.blockSize - 1) / Self.blockSize
    sums = try AlignedMemory(count: blocks)
    order = Self.order(of: store.table, blocks: blocks, workers: pool.workers)
    tileBody = { [unowned self] tile, _ in runTile(tile) }
  }

  /// The norm of the gradient as it stands. Infinite or NaN when an element is, or when squares overflow Float.
  package func value() -> Double {
    pool.run(tiles: (blocks + Self.blocksPerTile - 1) / Self.blocksPerTile, tileBody)
    var total = 0.0
    for block in 0..<blocks { unsafe total += Double(sums.base[block]) }
    return total.squareRoot()
  }

  private func runTile(_ tile: Int) {
    let first = tile * Self.blocksPerTile
    let squares = unsafe BlockSums(output: sums.base, input: gradients.base, count: gradients.count)
    for place in first..<min(first + Self.blocksPerTile, blocks) {
      kernels.sumOfSquares(squares, order[place]..<order[place] + 1)
    }
  }

  private static func order(of table: ParameterTable, blocks: Int, workers: Int) -> [Int] {
    var owners = Array(repeating: 0, count: blocks)
    for (offset, parameter) in zip(table.offsets, table.parameters) {
      for block in offset / blockSize..<max(offset / blockSize, (offset + parameter.count) / blockSize) {
        owners[block] = min(workers - 1, max(0, block * blockSize - offset) * workers / max(1, parameter.count))
      }
    }
    return owners.indices.sorted { (owners[$0], $0) < (owners[$1], $1) }
  }

  /// What the gradient is multiplied by so that its norm is at most `limit`: PyTorch's `clip_grad_norm_`.
  package static func scale(norm: Double, limit: Double?) -> Float {
    limit.map { Float(min(1, $0 / (norm + 1e-6))) } ?? 1
  }
}
