/// Update rules with PyTorch's defaults.
package enum Optimizer: Sendable, Equatable {
  case adam(AdamOptions)
  case adamw(AdamOptions)
  case radam(AdamOptions)
  case sgd(learningRate: Double, momentum: Double, weightDecay: Double)

  /// As a spec names it.
  package var name: String {
    switch self {
    case .adam: "adam"
    case .adamw: "adamw"
    case .radam: "radam"
    case .sgd: "sgd"
    }
  }
}

/// Options that adam, adamw and radam share.
package struct AdamOptions: Sendable, Equatable {
  package var learningRate: Double
  package var beta1: Double
  package var beta2: Double
  package var epsilon: Double
  package var weightDecay: Double

  package init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }
}
