import KernelInterface

/// The first moment, or the buffer of SGD, alone.
func updateFirst(_ step: UpdateStep, _ range: Range<Int>) {
  switch step.code {
  case .adam, .radamUnrectified: everyVector(step, range, step.first, decayedFirst)
  case .adamw: everyVector(step, range, step.first, plainFirst)
  case .sgd: everyVector(step, range, step.first, buffer)
  }
}

/// The second moment alone; SGD has none.
func updateSecond(_ step: UpdateStep, _ range: Range<Int>) {
  switch step.code {
  case .adam, .radamUnrectified: everyVector(step, range, step.second, decayedSecond)
  case .adamw: everyVector(step, range, step.second, plainSecond)
  case .sgd: break
  }
}

/// The parameters alone, the moments being those after the step. Whether all are finite.
func updateParameter(_ step: UpdateStep, _ range: Range<Int>) -> Bool {
  switch step.code {
  case .adam: return everyVector(step, range, step.parameter, adam)
  case .adamw: return everyVector(step, range, step.parameter, adamw)
  case .radamUnrectified: return everyVector(step, range, step.parameter, alongFirst)
  case .sgd:
    return step.momentum == 0
      ? everyVector(step, range, step.parameter, alongGradient) : everyVector(step, range, step.parameter, alongFirst)
  }
}

// Rules of (parameter, gradient, first, second): functions and not closures, which would be called for every vector.

@inline(always)
private func decayedFirst(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  firstMoment(step, decayedGradient(step, p, g), m)
}

@inline(always)
private func plainFirst(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  firstMoment(step, g, m)
}

@inline(always)
private func buffer(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  momentumBuffer(step, decayedGradient(step, p, g), m)
}

@inline(always)
private func decayedSecond(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  secondMoment(step, decayedGradient(step, p, g), v)
}

@inline(always)
private func plainSecond(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  secondMoment(step, g, v)
}

@inline(always)
private func adam(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  descend(step, p, m, v)
}

@inline(always)
private func adamw(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  descend(step, shrunk(step, p), m, v)
}

@inline(always)
private func alongFirst(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  descendAlong(step, p, m)
}

@inline(always)
private func alongGradient(_ step: UpdateStep, _ p: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
  descendAlong(step, p, decayedGradient(step, p, g))
}

/// target = rule(parameter, gradient, first, second), 16 elements at a time; what a rule does not use is not
/// read. Whether all results are finite.
@discardableResult @inline(always)
private func everyVector(
  _ step: UpdateStep, _ range: Range<Int>, _ target: UnsafeMutablePointer<Float>,
  _ rule: (UpdateStep, Vector, Vector, Vector, Vector) -> Vector
) -> Bool {
  let scale = Vector(repeating: step.gradientScale)
  var seen = BitVector()
  var i = range.lowerBound
  while i &+ 16 <= range.upperBound {
    let result = rule(
      step, load(step.parameter + i), load(step.gradient + i) * scale, load(step.first + i), load(step.second + i))
    joinExponents(result, to: &seen)
    store(result, target + i)
    i &+= 16
  }
  let count = range.upperBound &- i
  if count > 0 {
    let result = rule(
      step, loadPartial(step.parameter + i, count, fill: 0), loadPartial(step.gradient + i, count, fill: 0) * scale,
      loadPartial(step.first + i, count, fill: 0), loadPartial(step.second + i, count, fill: 0))
    storePartial(result, target + i, count)
    joinExponents(loadPartial(target + i, count, fill: 0), to: &seen)
  }
  return areFinite(seen)
}
