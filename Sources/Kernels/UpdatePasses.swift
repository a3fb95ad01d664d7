import KernelInterface

/// The first moment, or the buffer of SGD, alone.
func updateFirst(_ step: UpdateStep, _ range: Range<Int>) {
  switch step.code {
  case .adam, .radamUnrectified:
    everyVector(step, range, step.first) { step, p, g, m, _ in firstMoment(step, decayedGradient(step, p, g), m) }
  case .adamw: everyVector(step, range, step.first) { step, _, g, m, _ in firstMoment(step, g, m) }
  case .sgd:
    everyVector(step, range, step.first) { step, p, g, m, _ in momentumBuffer(step, decayedGradient(step, p, g), m) }
  }
}

/// The second moment alone; SGD has none.
func updateSecond(_ step: UpdateStep, _ range: Range<Int>) {
  switch step.code {
  case .adam, .radamUnrectified:
    everyVector(step, range, step.second) { step, p, g, _, v in secondMoment(step, decayedGradient(step, p, g), v) }
  case .adamw: everyVector(step, range, step.second) { step, _, g, _, v in secondMoment(step, g, v) }
  case .sgd: break
  }
}

/// The parameters alone, the moments being those after the step.
func updateParameter(_ step: UpdateStep, _ range: Range<Int>) {
  switch step.code {
  case .adam: everyVector(step, range, step.parameter) { step, p, _, m, v in descend(step, p, m, v) }
  case .adamw: everyVector(step, range, step.parameter) { step, p, _, m, v in descend(step, shrunk(step, p), m, v) }
  case .radamUnrectified: everyVector(step, range, step.parameter) { step, p, _, m, _ in descendAlong(step, p, m) }
  case .sgd:
    everyVector(step, range, step.parameter) { step, p, g, m, _ in
      descendAlong(step, p, step.momentum == 0 ? decayedGradient(step, p, g) : m)
    }
  }
}

/// target = rule(parameter, gradient, first, second), 16 elements at a time; what a rule does not use is not read.
@inline(always)
private func everyVector(
  _ step: UpdateStep, _ range: Range<Int>, _ target: UnsafeMutablePointer<Float>,
  _ rule: (UpdateStep, Vector, Vector, Vector, Vector) -> Vector
) {
  let scale = Vector(repeating: step.gradientScale)
  var i = range.lowerBound
  while i &+ 16 <= range.upperBound {
    let result = rule(
      step, load(step.parameter + i), load(step.gradient + i) * scale, load(step.first + i), load(step.second + i))
    store(result, target + i)
    i &+= 16
  }
  let count = range.upperBound &- i
  if count > 0 {
    let result = rule(
      step, loadPartial(step.parameter + i, count, fill: 0), loadPartial(step.gradient + i, count, fill: 0) * scale,
      loadPartial(step.first + i, count, fill: 0), loadPartial(step.second + i, count, fill: 0))
    storePartial(result, target + i, count)
  }
}
