/// Which update rule.
package enum UpdateCode: Int32, Sendable, CaseIterable {
  /// PyTorch's Adam; `weightDecay` is added to the gradient. Also RAdam's rectified steps, by `stepSize`.
  case adam = 0
  /// PyTorch's AdamW; parameters are scaled by `1 - decay` first.
  case adamw = 1
  /// PyTorch's SGD with momentum (`first` is the buffer); the first step copies the gradient into it.
  case sgd = 2
  /// RAdam before its variance is tractable: p -= stepSize * m, no second moment in the denominator (both are updated).
  case radamUnrectified = 3
}

/// What one visit to the vectors of an update writes. The moments come before the parameters, which are read by all.
package enum UpdatePass: Int32, Sendable, CaseIterable {
  /// Everything that the rule moves.
  case whole = 0
  case first = 1
  case second = 2
  /// The parameters, from moments that are moved already.
  case parameter = 3
}

/// One optimiser step over a slice of the parameter vector. All scalars are computed once a step by the caller.
package struct UpdateStep: @unchecked Sendable {
  package var code: UpdateCode
  package var pass = UpdatePass.whole
  package var parameter: UnsafeMutablePointer<Float>
  package var gradient: UnsafePointer<Float>
  package var first: UnsafeMutablePointer<Float>
  package var second: UnsafeMutablePointer<Float>
  /// Multiplies the gradient (clipping).
  package var gradientScale: Float
  /// Adam family: learning rate / (1 - beta1^t) (RAdam: times its rectification). SGD: learning rate.
  package var stepSize: Float
  /// Adam family: 1 / sqrt(1 - beta2^t).
  package var secondScale: Float
  /// In Double, since 1 - 0.999 formed in Float is wrong by 5e-5 of its value.
  package var beta1: Double
  package var beta2: Double
  package var epsilon: Float
  /// Adam, RAdam, SGD: added to the gradient times the parameter. AdamW: learning rate times weight decay.
  package var weightDecay: Float
  /// SGD: momentum.
  package var momentum: Float
  /// SGD: whether this is the first step.
  package var isFirst: Bool

  package init(
    code: UpdateCode, parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, gradientScale: Float, stepSize: Float,
    secondScale: Float, beta1: Double, beta2: Double, epsilon: Float, weightDecay: Float, momentum: Float, isFirst: Bool
  ) {
    self.code = code
    self.parameter = parameter
    self.gradient = gradient
    self.first = first
    self.second = second
    self.gradientScale = gradientScale
    self.stepSize = stepSize
    self.secondScale = secondScale
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.momentum = momentum
    self.isFirst = isFirst
  }
}
