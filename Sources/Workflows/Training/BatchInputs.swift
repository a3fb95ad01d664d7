import CPURuntime
import Datasets
import LatentModel
import TensorGraph

/// Copies rows of a split into the data inputs of an executor: exactly those its plan reads.
package struct BatchInputs {
  private let executor: Executor
  private let targets: [Target]

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
  package init(_ executor: Executor, facts: DataFacts) {
    self.executor = executor
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
      for target in targets {
        let (field, base, pitch) = unsafe (target.field, target.base, target.pitch)
        switch target.kind {
        case .values: unsafe split.fillValues(field: field, rows: rows, into: base, rowStride: pitch, visit: visit)
        case .presence: unsafe split.fillPresence(field: field, rows: rows, into: base, rowStride: pitch)
        case .mask: unsafe split.fillMask(field: field, rows: rows, into: base, rowStride: pitch)
        }
      }
    }
  }
}
