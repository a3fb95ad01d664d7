import ExecutionPlan
import TensorGraph

/// What a benchmark does over and over.
protocol TimedWork: AnyObject {
  /// Rows of a call that is timed.
  var rows: Int { get }
  /// The plans that a call runs, one after another.
  var plans: [Plan] { get }
  /// What a call does beside its plans, without times.
  var otherParts: [(part: MeasuredPart, time: KeyPath<StepTimes, UInt64>)] { get }
  /// Whether the next call works on fewer rows, and is not to be timed.
  var nextIsShort: Bool { get }
  /// One call. `times` gets the nanoseconds of every plan's instructions, plan after plan, and of the other parts.
  func call(times: StepTimes?) throws
}

/// Training steps.
final class TrainingSteps: TimedWork {
  private let trainer: Trainer
  private let update: UpdateProgram
  let plans: [Plan]

  init(_ trainer: Trainer, plan: Plan, update: UpdateProgram) {
    self.trainer = trainer
    self.update = update
    plans = [plan]
  }

  var rows: Int { trainer.schedule.batchSize }
  var nextIsShort: Bool { trainer.schedule.positions(after: trainer.step).count < rows }
  func call(times: StepTimes?) throws { try trainer.takeStep(times: times) }

  /// The gradient's norm and the update.
  var otherParts: [(part: MeasuredPart, time: KeyPath<StepTimes, UInt64>)] {
    let parameters = trainer.parameters.table.elementCount
    let norm = MeasuredPart(
      kernel: "norm \(parameters)", formula: "|gradient|", label: "training", flops: 2 * Double(parameters),
      bytes: 4 * Double(parameters), seconds: 0)
    let optimizer = MeasuredPart(
      kernel: "update \(parameters)", formula: "optimizer", label: "training", flops: update.flops,
      bytes: update.bytes, seconds: 0)
    return [(norm, \.norm), (optimizer, \.update)]
  }
}
