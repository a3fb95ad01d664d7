/// What a training run tells while it goes.
package enum TrainingEvent: Sendable {
  /// Training begins, at step 0 or where a checkpoint left it.
  case started(TrainingStart)
  /// Now and then: how far it is.
  case progress(TrainingProgress)
  /// An epoch is complete; figures are its means, as `train.elbo`.
  case epoch(number: Int, step: Int, Figures)
  /// The validation rows were evaluated; figures as `valid.elbo`.
  case evaluated(step: Int, Figures, isBest: Bool)
  /// A checkpoint is on disk, durable.
  case saved(step: Int, path: String)
  /// Everything is evaluated and written.
  case finished(Figures)
}

/// Where a run begins.
package struct TrainingStart: Sendable {
  package var name: String
  package var folder: String
  package var step: Int
  package var totalSteps: Int
  package var stepsPerEpoch: Int
  /// Trained numbers.
  package var parameters: Int
  /// Whether a target is grey, so that figures are soft-target bounds.
  package var hasSoftTargets: Bool
}

/// How far a run is.
package struct TrainingProgress: Sendable {
  package var step: Int
  package var totalSteps: Int
  /// Complete epochs.
  package var epoch: Int
  /// Steps a second since the last progress event, and seconds left at that rate; nil when nothing was measured.
  package var stepsPerSecond: Double?
  package var secondsLeft: Double?
  /// Means over the steps since the last progress event: names of `StepMeans`.
  package var means: Figures
}

/// Hears about a training run. An error thrown here ends the run: a program that reads events must not miss one.
package protocol TrainingObserver: AnyObject {
  /// Least time between two `progress` events; nil asks for none.
  var progressInterval: Duration? { get }
  func receive(_ event: TrainingEvent) throws
}

/// Hears nothing.
package final class SilentTrainingObserver: TrainingObserver {
  package let progressInterval: Duration? = nil
  package init() {}
  package func receive(_ event: TrainingEvent) {}
}
