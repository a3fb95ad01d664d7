import Checkpoint
import CPURuntime
import Diagnostics
import ModelSpec

/// One training run: steps, evaluations and checkpoints in the order the schedule says, and the figures at the end.
///
/// What happens at a step depends on the record and on nothing else, so a run that is stopped, killed or resumed writes
/// the same bytes as one left alone. Evaluations come before the checkpoint of the same step.
package final class TrainingRun {
  let request: TrainingRequest
  let schedule: TrainingSchedule
  let trainer: Trainer
  let best: BestParameters
  let clock: RunClock
  let evaluationMemory: Int
  private let evaluator: Evaluator
  private let log: MetricsLog
  private let checkpoints: RunCheckpoints
  private(set) var record: RunRecord
  private var saved: RunRecord?
  private var pace: TrainingPace
  private var checkpointPace: CheckpointPace

  /// Compiles, allocates and, when the folder is resumed, restores. Throws `Refusal` when the checkpoint there is
  /// damaged or of another run, `MachineFailure` when the run would go over `limits.memory`.
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
      plan: plan, update: request.pipeline.update(spec.training, table), model: model, dataset: dataset,
      training: spec.training, schedule: schedule, parameters: store,
      kernels: request.machine.kernels, pool: request.machine.pool)
    evaluator = Evaluator(
      EvaluationContext(request, parameters: store, memory: evaluationMemory), settings: spec.evaluation)
    if dataset.valid != nil || dataset.test != nil { try evaluator.checkMemory(summed: request.sumsLikelihood) }
    // Compiled now: a signal ends a compilation at once, and later there are steps to save.
    if let valid = dataset.valid { try evaluator.prepare(rowCount: valid.rowCount) }
    checkpoints = RunCheckpoints(
      folder: request.folder, identity: request.identity, spec: request.prepared.source.reading)
    best = BestParameters(checkpoints)
    record = RunRecord(trainer)
    if request.folder.isResuming {
      record = try checkpoints.resume(into: trainer, schedule: schedule)
      saved = record
    }
    log = try MetricsLog(path: request.folder.metricsPath, length: record.metricsBytes)
    clock = RunClock(path: request.folder.clockPath, isResuming: request.folder.isResuming)
    pace = TrainingPace(interval: request.observer.progressInterval)
    checkpointPace = CheckpointPace(spec.training.checkpointEvery)
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
      try clock.save()
      throw stopped
    }
  }

  /// Writes `spec.yaml`, so that the folder can be evaluated by itself.
  private func writeSpec() throws {
    let spec = SelfContainedSpec(directory: request.prepared.source.folders.spec, target: request.folder.path)
    let text = try spec.text(request.identity.tree())
    try AtomicFile.replace(request.folder.specPath, with: Array(text.utf8))
  }

  private func train() throws {
    while true {
      if schedule.isEvaluationDue(record.step) && record.evaluatedStep < record.step { try evaluate() }
      if schedule.isCheckpointDue(record.step) && !checkpointPace.skips { try saveUnlessSaved() }
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
    record.take(trainer)
    if isBest { try best.keep(trainer, record) }
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
    try best.save()
    try checkpoints.saveLast(trainer, record)
    saved = record
    checkpointPace.didSave()
    try clock.saveNowAndThen()
    try request.observer.receive(.saved(step: record.step, path: request.folder.lastPath))
  }
}
