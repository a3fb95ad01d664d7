import CPURuntime
import Checkpoint
import Datasets
import Diagnostics
import ExecutionPlan
import LatentModel
import ModelSpec
import TensorGraph

/// One training run: steps, evaluations and checkpoints in the order the schedule says, and the figures at the end.
///
/// What happens at a step depends on the record and on nothing else, so a run that is stopped, killed or resumed writes
/// the same bytes as one left alone. Evaluations come before the checkpoint of the same step.
package final class TrainingRun {
  private let request: TrainingRequest
  private let schedule: TrainingSchedule
  let trainer: Trainer
  private let evaluator: Evaluator
  private let log: MetricsLog
  private let clock: RunClock
  private let checkpoints: RunCheckpoints
  private let evaluationMemory: Int
  private var record: RunRecord
  private var saved: RunRecord?
  private var pace: TrainingPace

  /// Compiles, allocates and, when the folder is resumed, restores. Throws `Refusal` when the checkpoint there is
  /// damaged or of another run, `MachineFailure` when the plan is over `limits.memory`.
  package init(_ request: TrainingRequest) throws {
    self.request = request
    let (spec, dataset, model) = (request.prepared.spec, request.prepared.dataset, request.prepared.model)
    schedule = try TrainingSchedule(spec.training, rows: dataset.train.rowCount)
    let table = request.prepared.parameters
    let plan = try request.pipeline.plan(.gradient, model, table, batchSize: schedule.batchSize)
    let need = MemoryNeed(plan: plan, parameters: table, facts: dataset.facts)
    if let finding = need.finding(limits: spec.limits, batchSize: spec.training.batchSize) {
      throw MachineFailure(([finding.message] + finding.help).joined(separator: ": "))
    }
    evaluationMemory = spec.limits.memory.value - need.total
    let store = try ParameterStore(table, isTraining: true)
    trainer = try Trainer(
      plan: plan, model: model, dataset: dataset, training: spec.training, schedule: schedule, parameters: store,
      kernels: request.machine.kernels, pool: request.machine.pool)
    evaluator = Evaluator(
      EvaluationContext(request, parameters: store, memory: evaluationMemory), settings: spec.evaluation)
    if dataset.valid != nil || dataset.test != nil { try evaluator.checkMemory(summed: Self.sumsLikelihood(request)) }
    // Compiled now: a signal ends a compilation at once, and later there are steps to save.
    if let valid = dataset.valid { try evaluator.prepare(rowCount: valid.rowCount) }
    checkpoints = RunCheckpoints(
      folder: request.folder, identity: request.identity, spec: request.prepared.source.reading)
    record = RunRecord(trainer)
    if request.folder.isResuming {
      record = try checkpoints.resume(into: trainer, schedule: schedule)
      saved = record
    }
    log = try MetricsLog(path: request.folder.metricsPath, length: record.metricsBytes)
    clock = RunClock(path: request.folder.clockPath, isResuming: request.folder.isResuming)
    pace = TrainingPace(interval: request.observer.progressInterval)
  }

  /// Writes `spec.yaml`, so that the folder can be evaluated by itself.
  private func writeSpec() throws {
    let text = try SelfContainedSpec(
      directory: request.prepared.source.folders.spec, target: request.folder.path
    ).text(request.identity.tree())
    try AtomicFile.replace(request.folder.specPath, with: Array(text.utf8))
  }

  /// Trains to the end and returns the figures of the summary. Throws `Stopped` after a checkpoint, `Divergence`.
  package func run() throws -> Figures {
    let start = TrainingStart(
      name: request.identity.name, folder: request.folder.path, step: record.step, totalSteps: schedule.totalSteps,
      stepsPerEpoch: schedule.stepsPerEpoch, parameters: trainer.parameters.table.parameterCount,
      hasSoftTargets: request.prepared.model.hasSoftTargets)
    try writeSpec()
    try request.observer.receive(.started(start))
    do {
      try train()
      return try finish()
    } catch let stopped as Stopped {
      try saveUnlessSaved()
      throw stopped
    }
  }

  private func train() throws {
    while true {
      if schedule.isEvaluationDue(record.step) && record.evaluatedStep < record.step { try evaluate() }
      if schedule.isCheckpointDue(record.step) { try saveUnlessSaved() }
      if record.step >= schedule.totalSteps || isOutOfPatience { break }
      if let signal = request.stop() { throw Stopped(signal: signal) }
      try trainer.takeStep()
      try countStep()
    }
    try saveUnlessSaved()
  }

  private var isOutOfPatience: Bool {
    request.prepared.spec.training.patience.map { record.evaluationsWithoutGain >= $0.value } ?? false
  }

  private func countStep() throws {
    record.step = trainer.step
    record.epoch.add(trainer.values, rows: trainer.rows)
    if let progress = pace.progress(trainer, schedule) { try request.observer.receive(.progress(progress)) }
    guard schedule.isEpochEnd(record.step) else { return }
    var figures = Figures()
    figures.append(record.epoch.figures(trainer.isReported), under: "train")
    record.lastEpoch = record.epoch
    record.epoch = StepMeans()
    try write("epoch", figures)
    try request.observer.receive(.epoch(number: schedule.epoch(after: record.step), step: record.step, figures))
  }

  private func evaluate() throws {
    guard let valid = request.prepared.dataset.valid else {
      record.evaluatedStep = record.step
      return
    }
    let evidence = try evaluator.evidence(of: valid)
    record.evaluatedStep = record.step
    let isBest = evidence["elbo"].map { value in record.best.map { value > $0.value } ?? true } ?? false
    record.evaluationsWithoutGain = isBest ? 0 : record.evaluationsWithoutGain + 1
    if isBest, let value = evidence["elbo"] { record.best = RunRecord.Best(value: value, step: record.step) }
    var figures = Figures()
    figures.append(evidence, under: "valid")
    try write("evaluation", figures)
    if isBest {
      record.take(trainer)
      try checkpoints.saveBest(trainer.parameters, record)
    }
    try request.observer.receive(.evaluated(step: record.step, figures, isBest: isBest))
  }

  /// Appends a line to the metrics.
  private func write(_ event: String, _ figures: Figures) throws {
    let head: [JSONValue.Member] = [
      .init("event", .string(event)), .init("step", .integer(record.step)),
      .init("epoch", .integer(schedule.epoch(after: record.step))),
    ]
    try log.append(.object(head + figures.members))
    record.metricsBytes = log.length
  }

  private func saveUnlessSaved() throws {
    record.take(trainer)
    if saved == record { return }
    try log.synchronize()
    try checkpoints.saveLast(trainer, record)
    saved = record
    try clock.save()
    try request.observer.receive(.saved(step: record.step, path: request.folder.lastPath))
  }

  private func finish() throws -> Figures {
    var figures = Figures()
    figures["steps"] = Double(record.step)
    figures["epochs"] = Double(record.step) / Double(schedule.stepsPerEpoch)
    figures["parameters"] = Double(trainer.parameters.table.parameterCount)
    let (parameters, step) = try selected()
    figures["selected_step"] = Double(step)
    figures.append((record.lastEpoch ?? record.epoch).figures(trainer.isReported), under: "train")
    let context = EvaluationContext(request, parameters: parameters, memory: evaluationMemory)
    let evaluator = Evaluator(context, settings: request.prepared.spec.evaluation)
    let summed = Self.sumsLikelihood(request)
    for (name, split) in [("valid", request.prepared.dataset.valid), ("test", request.prepared.dataset.test)] {
      guard let split else { continue }
      figures.append(
        try evaluator.figures(of: split, voters: request.prepared.dataset.train, summed: summed), under: name)
    }
    try clock.save()
    figures["seconds"] = clock.seconds
    try writeSummary(figures, path: request.folder.summaryPath)
    try request.observer.receive(.finished(figures))
    return figures
  }

  /// Whether log p(x) is among the figures.
  private static func sumsLikelihood(_ request: TrainingRequest) -> Bool {
    request.prepared.spec.evaluation.exact.value ?? request.prepared.model.logLikelihoodIsAffordable
  }

  /// The parameters that `test.*` uses and their step: the best by validation ELBO among the evaluations so far, else
  /// the last.
  private func selected() throws -> (ParameterStore, Int) {
    guard request.prepared.spec.training.select.value == .validELBO, let best = record.best, best.step != record.step
    else {
      return (trainer.parameters, record.step)
    }
    return (try checkpoints.loadBest(trainer.parameters.table, step: best.step), best.step)
  }
}
