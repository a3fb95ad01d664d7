import Diagnostics
import ModelSpec

/// When things happen in a training run, as functions of the step alone.
package struct TrainingSchedule: Sendable, Equatable {
  /// Rows of train.
  package let rows: Int
  /// Rows of a full batch; the last one of an epoch may be shorter.
  package let batchSize: Int
  package let stepsPerEpoch: Int
  package let totalSteps: Int
  private let evaluateEvery: Int
  private let checkpointEvery: Int

  /// Steps address random numbers with 32 bits.
  private static let largestStep = Int(UInt32.max)

  /// Throws `Refusal` when the run would take more steps than can be addressed, or train has no row.
  package init(_ training: TrainingSection, rows: Int) throws {
    guard rows > 0 else {
      throw Refusal([.error("no-rows", "there is no row to train on", at: training.span)])
    }
    self.rows = rows
    batchSize =
      switch training.batchSize.value {
      case .all: rows
      case .rows(let count): max(1, min(count, rows))
      }
    stepsPerEpoch = (rows - 1) / batchSize + 1
    let total =
      switch training.length.value {
      case .steps(let steps): (partialValue: max(0, steps), overflow: false)
      case .epochs(let epochs): max(0, epochs).multipliedReportingOverflow(by: stepsPerEpoch)
      }
    guard !total.overflow, total.partialValue < Self.largestStep else {
      throw Refusal([
        .error("too-many-steps", "training takes more than \(Self.largestStep) steps", at: training.length.span)
      ])
    }
    totalSteps = total.partialValue
    evaluateEvery = Self.steps(training.evaluateEvery.value, stepsPerEpoch)
    checkpointEvery = Self.steps(training.checkpointEvery.value, stepsPerEpoch)
  }

  /// Epoch of the step after `step` steps, from 0.
  package func epoch(after step: Int) -> Int { step / stepsPerEpoch }

  /// Positions, in the order of their epoch, of the rows of the step after `step` steps.
  package func positions(after step: Int) -> Range<Int> {
    let start = step % stepsPerEpoch * batchSize
    return start..<min(start + batchSize, rows)
  }

  package func isEpochEnd(_ step: Int) -> Bool { step > 0 && step % stepsPerEpoch == 0 }
  package func isEvaluationDue(_ step: Int) -> Bool { step > 0 && step % evaluateEvery == 0 }
  /// Also before the first step, so that a folder that cannot be written to is found out at once.
  package func isCheckpointDue(_ step: Int) -> Bool { step % checkpointEvery == 0 || step == totalSteps }

  private static func steps(_ interval: Interval, _ stepsPerEpoch: Int) -> Int {
    switch interval {
    case .steps(let steps): max(1, steps)
    case .epochs(let epochs):
      {
        let (steps, overflow) = max(1, epochs).multipliedReportingOverflow(by: stepsPerEpoch)
        return overflow ? Int.max : steps
      }()
    }
  }
}
