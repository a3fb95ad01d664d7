import KernelInterface
import ModelSpec

/// What an optimiser remembers besides the moments, and the numbers of its next step.
///
/// Rules are PyTorch's `Adam`, `AdamW`, `RAdam` and `SGD`. Powers of beta are running products in Double, since a
/// system's `pow` gives other last bits on other machines.
package struct OptimizerState: Sendable, Equatable {
  package let optimizer: Optimizer
  /// Steps taken.
  package var step: Int
  /// beta1^step and beta2^step.
  package var firstPower: Double
  package var secondPower: Double

  /// Before the first step.
  package init(_ optimizer: Optimizer) {
    self.optimizer = optimizer
    step = 0
    firstPower = 1
    secondPower = 1
  }

  /// Moves on by one step and returns its numbers.
  package mutating func advance() -> Scalars {
    step += 1
    switch optimizer {
    case .adam(let options):
      multiplyPowers(options)
      return adam(.adam, options, weightDecay: options.weightDecay)
    case .adamw(let options):
      multiplyPowers(options)
      return adam(.adamw, options, weightDecay: options.learningRate * options.weightDecay)
    case .radam(let options):
      multiplyPowers(options)
      return rectifiedAdam(options)
    case .sgd(let rate, let momentum, let weightDecay):
      var scalars = Scalars(code: .sgd)
      scalars.stepSize = Float(rate)
      scalars.momentum = Float(momentum)
      scalars.weightDecay = Float(weightDecay)
      scalars.isFirst = step == 1
      return scalars
    }
  }

  private mutating func multiplyPowers(_ options: AdamOptions) {
    firstPower *= options.beta1
    secondPower *= options.beta2
  }

  private func adam(_ code: UpdateCode, _ options: AdamOptions, weightDecay: Double) -> Scalars {
    var scalars = Scalars(code: code, options: options)
    scalars.stepSize = Float(options.learningRate / (1 - firstPower))
    scalars.secondScale = Float(1 / (1 - secondPower).squareRoot())
    scalars.weightDecay = Float(weightDecay)
    return scalars
  }

  /// Liu et al. 2020, algorithm 2, with PyTorch's place for epsilon: beside the uncorrected root of the second moment.
  private func rectifiedAdam(_ options: AdamOptions) -> Scalars {
    let largest = 2 / (1 - options.beta2) - 1
    let length = largest - 2 * Double(step) * secondPower / (1 - secondPower)
    var scalars = Scalars(code: length > 5 ? .adam : .radamUnrectified, options: options)
    scalars.secondScale = 1
    scalars.weightDecay = Float(options.weightDecay)
    var size = options.learningRate / (1 - firstPower)
    if length > 5 {
      let ratio = (length - 4) * (length - 2) * largest / ((largest - 4) * (largest - 2) * length)
      size *= ratio.squareRoot() * (1 - secondPower).squareRoot()
    }
    scalars.stepSize = Float(size)
    return scalars
  }

  /// The numbers of one step, as `UpdateStep` names them.
  package struct Scalars: Sendable, Equatable {
    package var code: UpdateCode
    package var stepSize: Float = 0
    package var secondScale: Float = 1
    package var beta1 = 0.0
    package var beta2 = 0.0
    package var epsilon: Float = 0
    package var weightDecay: Float = 0
    package var momentum: Float = 0
    package var isFirst = false

    init(code: UpdateCode) { self.code = code }

    init(code: UpdateCode, options: AdamOptions) {
      self.code = code
      beta1 = options.beta1
      beta2 = options.beta2
      epsilon = Float(options.epsilon)
    }
  }
}
