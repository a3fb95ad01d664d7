import CPURuntime
import Datasets
import Diagnostics
import ExecutionPlan
import KernelInterface
import LatentModel
import ModelSpec
import TensorGraph

/// A model in training: parameters, optimisers, baselines and single steps, all in memory.
///
/// A step allocates nothing, and depends on the number of steps taken before it and on nothing else but what the
/// checkpoint holds.
@safe package final class Trainer {
  package let schedule: TrainingSchedule
  package let parameters: ParameterStore
  package let optimizers: UpdateParameters
  package var baselines: [BaselineState]
  /// Steps taken. Set when a checkpoint is restored.
  package var step = 0
  private let training: TrainingSection
  private let split: Split
  private let executor: Executor
  private let inputs: BatchInputs
  private let norm: GradientNorm
  private let baselineInputs: [UnsafeMutablePointer<Float>?]
  private let signals: [UnsafePointer<Float>?]
  private let results: [UnsafePointer<Float>?]
  private var order: RowPermutation
  private var orderEpoch = 0
  /// The step whose batch the inputs hold.
  private var filledStep: Int?
  /// The last step's results, in the order of `StepMeans.names`; 0 for those the program lacks.
  package private(set) var values: [Float] = [0, 0, 0, 0]
  /// The gradient's norm before clipping.
  package private(set) var gradientNorm = 0.0

  /// Starting values come from `training.seed`. `plan` is the gradient program for `schedule.batchSize` rows, `update`
  /// moves the parameters.
  package init(
    plan: Plan, update: UpdateProgram, model: Model, dataset: Dataset, training: TrainingSection,
    schedule: TrainingSchedule,
    parameters: ParameterStore, kernels: KernelTable, pool: WorkerPool
  ) throws {
    self.schedule = schedule
    self.parameters = parameters
    self.training = training
    split = dataset.train
    executor = try Executor(
      plan: plan, parameters: parameters, kernels: kernels, pool: pool, seed: training.seed.value)
    inputs = BatchInputs(executor, facts: dataset.facts, pool: pool)
    norm = try GradientNorm(parameters, kernels: kernels, pool: pool)
    optimizers = UpdateParameters(update, parameters, training: training, kernels: kernels, pool: pool) {
      [inputs] in inputs.copyTile($0)
    }
    baselines = BaselineState.states(of: model)
    unsafe baselineInputs = unsafe baselines.map { [executor] in
      unsafe executor.input(InputKeys.baseline($0.block))?.base
    }
    unsafe signals = unsafe baselines.map { [executor] in unsafe executor.output("signal.\($0.block)")?.base }
    unsafe results = unsafe StepMeans.names.map { [executor] in unsafe executor.output($0)?.base }
    order = RowPermutation(count: schedule.rows, seed: training.seed.value, epoch: 0)
    parameters.initialize(seed: training.seed.value)
  }

  /// Which of `StepMeans.names` the program reports.
  package var isReported: [Bool] { unsafe results.map { unsafe $0 != nil } }

  /// Rows of the last step.
  package private(set) var rows = 0

  /// Takes one step. Throws `Divergence`, before anything is updated, when the loss or the gradient's norm is not
  /// finite, and after the update when a parameter is not: what is in memory then must not be saved.
  ///
  /// The batch of the next step is copied by the workers while they move the parameters. `times` gets the nanoseconds of
  /// the parts; the copy is then one by itself.
  package func takeStep(times: StepTimes? = nil) throws {
    if filledStep != step {
      begin(step)
      inputs.copyAll()
    }
    rows = inputs.count
    for unsafe(index, input) in unsafe baselineInputs.enumerated() { unsafe input?.pointee = baselines[index].baseline }
    // Step 0 addresses the draws of evaluations.
    unsafe executor.run(rows: rows, step: UInt32(truncatingIfNeeded: step + 1), times: times?.instructions)
    for unsafe(index, result) in unsafe results.enumerated() { values[index] = unsafe result?.pointee ?? 0 }
    times?.begin()
    gradientNorm = norm.value()
    times?.end(\.norm)
    guard gradientNorm.isFinite, values.allSatisfy({ $0.isFinite }) else { throw divergence() }
    for unsafe(index, signal) in unsafe signals.enumerated() {
      if let signal = unsafe signal { unsafe baselines[index].update(signal: signal.pointee) }
    }
    let parameter = update(times: times)
    if let parameter { throw divergence(ofParameter: parameter) }
    step += 1
  }

  /// Moves the parameters and copies the next step's batch. Returns the first parameter that is not finite then.
  private func update(times: StepTimes?) -> Int? {
    let scale = GradientNorm.scale(norm: gradientNorm, limit: training.gradientClip?.value)
    begin(step + 1)
    guard let times else { return optimizers.apply(gradientScale: scale, otherTiles: inputs.tiles) }
    times.begin()
    let parameter = optimizers.apply(gradientScale: scale, otherTiles: 0)
    times.end(\.update)
    times.begin()
    inputs.copyAll()
    times.end(\.batch)
    return parameter
  }

  /// Says which rows the batch after `step` steps has.
  private func begin(_ step: Int) {
    let epoch = schedule.epoch(after: step)
    if epoch != orderEpoch {
      order = RowPermutation(count: schedule.rows, seed: training.seed.value, epoch: epoch)
      orderEpoch = epoch
    }
    inputs.begin(
      schedule.positions(after: step), in: order, of: split, visit: UInt32(truncatingIfNeeded: epoch + 1))
    filledStep = step
  }

  /// Runs the step again, one instruction after another, to name the first that is not finite.
  private func divergence() -> Divergence {
    let loss = zip(StepMeans.names, values).first { !$0.1.isFinite }
    let what = loss.map { "the batch's \($0.0)" } ?? "the gradient's norm"
    guard let instruction = executor.firstNonFinite(rows: rows, step: UInt32(truncatingIfNeeded: step + 1))
    else {
      return Divergence(withAdvice("step \(step + 1): \(what) is beyond single precision", training.span))
    }
    let place = instruction.label.isEmpty ? "" : " in \(instruction.label)"
    let row = firstRowAlone().map { ", at row \($0 + 1) of the data" } ?? ""
    let message =
      "step \(step + 1): \(what) is not finite\(row); the first value that is not is `\(instruction.formula)`\(place)"
    return Divergence(withAdvice(message, instruction.origin))
  }

  /// The number of the first row of the batch whose own loss is not finite; nil when that says nothing because every
  /// row's or no row's is. The draws of a row are the same in a batch of its own.
  private func firstRowAlone() -> UInt32? {
    let epoch = schedule.epoch(after: step)
    let batch = unsafe Array(inputs.rows)
    filledStep = nil
    let bad = batch.filter { row in
      inputs.fill([row], of: split, visit: UInt32(truncatingIfNeeded: epoch + 1))
      unsafe executor.run(rows: 1, step: UInt32(truncatingIfNeeded: step + 1))
      return unsafe results.contains { unsafe $0.map { unsafe !$0.pointee.isFinite } ?? false }
    }
    return bad.count == batch.count ? nil : bad.map { split.rowNumbers[Int($0)] }.min()
  }

  private func divergence(ofParameter index: Int) -> Divergence {
    let parameter = parameters.table.parameters[index]
    let message = "step \(step + 1): `\(parameter.name)` is no longer finite after the update"
    let own = training.parts.first { $0.part.value == parameter.part }
    return Divergence(withAdvice(message, parameter.origin, optimizer: own?.optimizer.span))
  }

  private func withAdvice(_ message: String, _ span: Span, optimizer: Span? = nil) -> Diagnostic {
    Diagnostic.error("training-diverged", message, at: span)
      .context("parameters move by this", at: optimizer ?? training.optimizer.span)
      .help("lower `learning_rate`, or bound the gradient with `training: {gradient_clip: 1}`")
  }
}
