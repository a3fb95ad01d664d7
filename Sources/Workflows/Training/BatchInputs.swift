import CPURuntime
import Datasets
import LatentModel
import TensorGraph

/// Copies rows of a split into the data inputs of an executor: exactly those its plan reads.
///
/// With a pool, each worker copies the rows that it will compute with.
@safe package final class BatchInputs {
  private let executor: Executor
  private let targets: [Target]
  private let pool: WorkerPool?
  // The batch that is being copied: set by `fill`, read by the tiles of its job.
  private var rows = unsafe UnsafeBufferPointer<Int32>(start: nil, count: 0)
  private var split: Split?
  private var visit: UInt32 = 0

  private static let rowsPerTile = 8

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
    targets = facts.fields.enumerated().flatMap { index, field in
      Target.Kind.allCases.compactMap { kind in
        unsafe executor.input("\(kind.rawValue).\(field.name)").map {
          unsafe Target(kind: kind, field: index, base: $0.base, pitch: $0.pitch)
        }
      }
    }
  }

  /// Fills the first `rows.count` rows with the rows of `split` at those positions, at most the plan's capacity, and
  /// their numbers, which address random draws. `visit` keys dynamic binarisation.
  package func fill(_ rows: [Int32], of split: Split, visit: UInt32) {
    unsafe split.rowNumbers.withUnsafeBufferPointer { numbers in
      for (place, row) in rows.enumerated() { unsafe executor.rowNumbers[place] = unsafe numbers[Int(row)] }
    }
    unsafe rows.withUnsafeBufferPointer { rows in
      guard let pool, rows.count > Self.rowsPerTile else { return unsafe copy(rows, of: split, visit, at: 0) }
      unsafe (self.rows, self.split, self.visit) = unsafe (rows, split, visit)
      let tiles = (rows.count + Self.rowsPerTile - 1) / Self.rowsPerTile
      unsafe pool.run(tiles: tiles, context: Unmanaged.passUnretained(self).toOpaque()) { context, tile, _ in
        unsafe Unmanaged<BatchInputs>.fromOpaque(context).takeUnretainedValue().copyTile(tile)
      }
      self.split = nil
    }
  }

  private func copyTile(_ tile: Int) {
    guard let split else { return }
    let first = tile * Self.rowsPerTile
    let part = unsafe UnsafeBufferPointer(rebasing: rows[first..<min(first + Self.rowsPerTile, rows.count)])
    unsafe copy(part, of: split, visit, at: first)
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
