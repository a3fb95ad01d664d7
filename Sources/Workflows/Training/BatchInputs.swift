import CPURuntime
import Datasets
import LatentModel
import TensorGraph

/// Copies rows of a split into the data inputs of an executor: exactly those its plan reads.
package struct BatchInputs {
  private let executor: Executor
  private let targets: [Target]

  /// One input and what it takes.
  private struct Target {
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
        executor.input("\(kind.rawValue).\(field.name)").map {
          Target(kind: kind, field: index, base: $0.base, pitch: $0.pitch)
        }
      }
    }
  }

  /// Fills the first `rows.count` rows with the rows of `split` at those positions, at most the plan's capacity, and
  /// their numbers, which address random draws. `visit` keys dynamic binarisation.
  package func fill(_ rows: [Int32], of split: Split, visit: UInt32) {
    split.rowNumbers.withUnsafeBufferPointer { numbers in
      for (place, row) in rows.enumerated() { executor.rowNumbers[place] = numbers[Int(row)] }
    }
    rows.withUnsafeBufferPointer { rows in
      for target in targets {
        let (field, base, pitch) = (target.field, target.base, target.pitch)
        switch target.kind {
        case .values: split.fillValues(field: field, rows: rows, into: base, rowStride: pitch, visit: visit)
        case .presence: split.fillPresence(field: field, rows: rows, into: base, rowStride: pitch)
        case .mask: split.fillMask(field: field, rows: rows, into: base, rowStride: pitch)
        }
      }
    }
  }
}
