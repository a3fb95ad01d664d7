/// When to tell how far a run is, and how fast it goes. Changes nothing that is saved.
struct TrainingPace {
  private let interval: Duration?
  private var last = ContinuousClock.now
  private var lastStep: Int?
  private var means = StepMeans()

  init(interval: Duration?) { self.interval = interval }

  /// Counts the trainer's last step; a report when the interval is over.
  mutating func progress(_ trainer: Trainer, _ schedule: TrainingSchedule) -> TrainingProgress? {
    guard let interval else { return nil }
    let firstStep = lastStep ?? trainer.step - 1
    lastStep = firstStep
    means.add(trainer.values, rows: trainer.rows)
    let now = ContinuousClock.now
    let elapsed = now - last
    guard elapsed >= interval else { return nil }
    let rate = Double(trainer.step - firstStep) / max(elapsed / .seconds(1), 1e-9)
    defer {
      last = now
      lastStep = trainer.step
      means = StepMeans()
    }
    return TrainingProgress(
      step: trainer.step, totalSteps: schedule.totalSteps, epoch: schedule.epoch(after: trainer.step),
      stepsPerSecond: rate, secondsLeft: rate > 0 ? Double(schedule.totalSteps - trainer.step) / rate : nil,
      means: means.figures(trainer.isReported))
  }
}
