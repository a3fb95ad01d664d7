import Diagnostics
import ModelSpec

/// What a run remembers besides parameters and moments: everything that the steps after it depend on, and nothing of
/// the machine or the clock.
package struct RunRecord: Sendable, Equatable {
  /// Steps taken.
  package var step = 0
  /// The step of the last evaluation; 0 before the first.
  package var evaluatedStep = 0
  /// The epoch in progress, and the last complete one.
  package var epoch = StepMeans()
  package var lastEpoch: StepMeans?
  /// The best validation ELBO so far, nats, and its step.
  package var best: Best?
  package var evaluationsWithoutGain = 0
  /// One state a part, in the order of `ParameterPart.allCases`.
  package var optimizers: [OptimizerProgress]
  package var baselines: [BaselineState]
  /// Length of the metrics file that belongs to this state.
  package var metricsBytes = 0

  package struct Best: Sendable, Equatable {
    package var value: Double
    package var step: Int
  }

  /// Steps and running powers of an optimiser.
  package struct OptimizerProgress: Sendable, Equatable {
    package var step: Int
    package var firstPower: Double
    package var secondPower: Double
  }

  /// The record of `trainer` before its first step.
  package init(_ trainer: Trainer) {
    optimizers = []
    baselines = []
    take(trainer)
  }

  /// Takes over what the trainer counts.
  package mutating func take(_ trainer: Trainer) {
    step = trainer.step
    optimizers = trainer.optimizers.states.map {
      OptimizerProgress(step: $0.step, firstPower: $0.firstPower, secondPower: $0.secondPower)
    }
    baselines = trainer.baselines
  }

  /// Gives the trainer its counts back.
  package func restore(_ trainer: Trainer) {
    trainer.step = step
    for (index, progress) in optimizers.enumerated() where trainer.optimizers.states.indices.contains(index) {
      trainer.optimizers.states[index].step = progress.step
      trainer.optimizers.states[index].firstPower = progress.firstPower
      trainer.optimizers.states[index].secondPower = progress.secondPower
    }
    for (index, baseline) in trainer.baselines.enumerated() {
      guard let saved = baselines.first(where: { $0.block == baseline.block }) else { continue }
      trainer.baselines[index].mean = saved.mean
      trainer.baselines[index].power = saved.power
    }
  }
}
