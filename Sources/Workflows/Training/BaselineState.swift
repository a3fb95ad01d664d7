import CPURuntime
import LatentModel
import TensorGraph

/// The running mean of f that `reinforce: {baseline: average}` subtracts, one a block:
/// m <- decay m + (1 - decay) f, and the baseline is m / (1 - decay^steps), 0 before the first step.
package struct BaselineState: Sendable, Equatable {
  package let block: String
  package let decay: Double
  package var mean: Double
  /// decay^steps.
  package var power: Double

  /// Before the first step.
  package init(block: String, decay: Double) {
    self.block = block
    self.decay = decay
    mean = 0
    power = 1
  }

  /// One state for each block of `model` that has such a baseline.
  package static func states(of model: Model) -> [BaselineState] {
    model.blocks.compactMap { block in
      guard case .reinforce(_, .average(let decay)) = block.gradient.estimator else { return nil }
      return BaselineState(block: block.name, decay: decay)
    }
  }

  /// What the next step subtracts, in nats.
  package var baseline: Float { power == 1 ? 0 : Float(mean / (1 - power)) }

  /// Takes the batch mean of f.
  package mutating func update(signal: Float) {
    mean = decay * mean + (1 - decay) * Double(signal)
    power *= decay
  }
}
