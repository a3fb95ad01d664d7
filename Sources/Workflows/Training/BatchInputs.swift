import CPURuntime
import Datasets
import LatentModel
import TensorGraph

/// Copies rows of a split into the data inputs of an executor: exactly those its plan reads.
///
/// With a pool, each worker copies the rows that it will compute with. Tiles of a batch are copied on several threads;
/// everything else is called on one.
@safe package final class BatchInputs: @unchecked Sendable {
  private let executor: Executor
  private let targets: [Target]
  private let pool: WorkerPool?
  /// Rows of the last batch.
  package private(set) var count = 0
  private let chosen: UnsafeMutablePointer<Int32>
  // The batch, for the tiles that copy it.
  private var order: (permutation: RowPermutation, first: Int)?
  private var split: Split?
  private var visit: UInt32 = 0

  private static let rowsPerTile = 16

  /// One input and what it takes.
  @safe private struct Target {
    var kind: Kind
    /// Index into the fields of the data's facts.
    var field: Int
    var base: UnsafeMutablePointer<Float>
    var pitch: Int

    enum Kind: String, CaseIterable {
      case values = "field"
      case presence
      case mask
    }
  }

  /// The inputs of `executor` that fields of `facts` fill.
  package init(_ executor: Executor, facts: DataFacts, pool: WorkerPool? = nil) {
    self.executor = executor
    self.pool = pool
    unsafe chosen = .allocate(capacity: executor.plan.batchCapacity)
    targets = facts.fields.enumerated().flatMap { index, field in
      Target.Kind.allCases.compactMap { kind in
        unsafe executor.input("\(kind.rawValue).\(field.name)").map {
          unsafe Target(kind: kind, field: index, base: $0.base, pitch: $0.pitch)
        }
      }
    }
  }

  deinit { unsafe chosen.deallocate() }

  /// Rows of the last batch, by their places in the split.
  package var rows: UnsafeBufferPointer<Int32> { unsafe UnsafeBufferPointer(start: chosen, count: count) }

  /// Fills the first `rows.count` rows with the rows of `split` at those places, at most the plan's capacity, and their
  /// numbers, which address random draws. `visit` keys dynamic binarisation.
  package func fill(_ rows: [Int32], of split: Split, visit: UInt32) {
    for (place, row) in rows.enumerated() { unsafe chosen[place] = row }
    (order, count, self.split, self.visit) = (nil, rows.count, split, visit)
    copyAll()
  }

  /// Says which rows come next and copies none: `copyTile` for every tile of `tiles` does.
  func begin(_ positions: Range<Int>, in order: RowPermutation, of split: Split, visit: UInt32) {
    self.order = (order, positions.lowerBound)
    (count, self.split, self.visit) = (positions.count, split, visit)
  }

  /// Tiles of the batch.
  var tiles: Int { (count + Self.rowsPerTile - 1) / Self.rowsPerTile }

  /// Copies all tiles, with the pool where there is one.
  func copyAll() {
    if let pool, tiles > 1 {
      unsafe pool.run(tiles: tiles, context: Unmanaged.passUnretained(self).toOpaque()) { context, tile, _ in
        unsafe Unmanaged<BatchInputs>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.copyTile(tile) }
      }
    } else {
      for tile in 0..<tiles { copyTile(tile) }
    }
  }

  /// Copies the rows of one tile; tiles may be copied at the same time.
  func copyTile(_ tile: Int) {
    guard let split else { return }
    let first = tile * Self.rowsPerTile
    let part = unsafe UnsafeMutableBufferPointer(start: chosen + first, count: min(Self.rowsPerTile, count - first))
    if let order {
      let start = order.first + first
      unsafe order.permutation.write(start..<start + part.count, to: part)
    }
    unsafe split.rowNumbers.withUnsafeBufferPointer { numbers in
      for place in 0..<part.count { unsafe executor.rowNumbers[first + place] = unsafe numbers[Int(part[place])] }
    }
    unsafe copy(UnsafeBufferPointer(part), of: split, visit, at: first)
  }

  /// Fills consecutive rows of the inputs from `place` on.
  private func copy(_ rows: UnsafeBufferPointer<Int32>, of split: Split, _ visit: UInt32, at place: Int) {
    for target in targets {
      let (field, base, pitch) = unsafe (target.field, target.base + place * target.pitch, target.pitch)
      switch target.kind {
      case .values: unsafe split.fillValues(field: field, rows: rows, into: base, rowStride: pitch, visit: visit)
      case .presence: unsafe split.fillPresence(field: field, rows: rows, into: base, rowStride: pitch)
      case .mask: unsafe split.fillMask(field: field, rows: rows, into: base, rowStride: pitch)
      }
    }
  }
}
