import KernelInterface

/// `KernelTable.update`, with the formulas of PyTorch's optimisers; see `UpdateCode`.
func update(_ step: UpdateStep, _ range: Range<Int>) -> Bool {
  switch step.pass {
  case .whole: return updateWhole(step, range)
  case .first: updateFirst(step, range)
  case .second: updateSecond(step, range)
  case .parameter: return updateParameter(step, range)
  }
  return true
}

/// The exponents of finite numbers leave the sign bit 0 in what they are joined to, those of others make it 1.
@inline(always)
func joinExponents(_ x: Vector, to seen: inout BitVector) {
  seen |= (bits(x) & BitVector(repeating: 0x7FFF_FFFF)) &+ BitVector(repeating: 0x0080_0000)
}

/// Whether all numbers that were joined to `seen` are finite.
@inline(always)
func areFinite(_ seen: BitVector) -> Bool {
  var all: Int32 = 0
  var lane = 0
  while lane < 16 {
    all |= seen[lane]
    lane &+= 1
  }
  return all >= 0
}

private func updateWhole(_ step: UpdateStep, _ range: Range<Int>) -> Bool {
  switch step.code {
  case .adam: return everyVector(step, range, adam)
  case .adamw: return everyVector(step, range, adamw)
  case .radamUnrectified: return everyVector(step, range, radamUnrectified)
  case .sgd: return everyVector(step, range, sgd)
  }
}

/// Parameter, first moment, second moment.
private typealias State = (Vector, Vector, Vector)

/// Applies `rule` to (parameter, gradient, first, second), 16 elements at a time. Whether the parameters are finite then.
@inline(always)
private func everyVector(
  _ step: UpdateStep, _ range: Range<Int>, _ rule: (UpdateStep, Vector, Vector, Vector, Vector) -> State
) -> Bool {
  let scale = Vector(repeating: step.gradientScale)
  var seen = BitVector()
  var i = range.lowerBound
  while i &+ 16 <= range.upperBound {
    // Other workers have read the parameters: eight lines ahead, taking them back costs nothing.
    prefetchToWrite(step.parameter + i + 128)
    let (p, m, v) = rule(
      step, load(step.parameter + i), load(step.gradient + i) * scale, load(step.first + i), load(step.second + i))
    joinExponents(p, to: &seen)
    store(p, step.parameter + i)
    store(m, step.first + i)
    store(v, step.second + i)
    i &+= 16
  }
  let count = range.upperBound &- i
  if count > 0 {
    let (p, m, v) = rule(
      step, loadPartial(step.parameter + i, count, fill: 0), loadPartial(step.gradient + i, count, fill: 0) * scale,
      loadPartial(step.first + i, count, fill: 0), loadPartial(step.second + i, count, fill: 0))
    storePartial(p, step.parameter + i, count)
    storePartial(m, step.first + i, count)
    storePartial(v, step.second + i, count)
    joinExponents(loadPartial(step.parameter + i, count, fill: 0), to: &seen)
  }
  return areFinite(seen)
}

/// The gradient with the decay of the parameter.
@inline(always)
func decayedGradient(_ step: UpdateStep, _ p: Vector, _ gradient: Vector) -> Vector {
  fused(Vector(repeating: step.weightDecay), p, gradient)
}

/// m + (1 - beta1)(g - m).
@inline(always)
func firstMoment(_ step: UpdateStep, _ g: Vector, _ m: Vector) -> Vector {
  fused(Vector(repeating: Float(1 - step.beta1)), g - m, m)
}

/// beta2 v + (1 - beta2) g^2.
@inline(always)
func secondMoment(_ step: UpdateStep, _ g: Vector, _ v: Vector) -> Vector {
  fused(Vector(repeating: Float(1 - step.beta2)) * g, g, Vector(repeating: Float(step.beta2)) * v)
}

/// p - stepSize m / (sqrt(v) secondScale + epsilon).
@inline(always)
func descend(_ step: UpdateStep, _ p: Vector, _ m: Vector, _ v: Vector) -> Vector {
  let size = fused(v.squareRoot(), Vector(repeating: step.secondScale), Vector(repeating: step.epsilon))
  return fused(Vector(repeating: -step.stepSize), m / size, p)
}

/// p (1 - weightDecay).
@inline(always)
func shrunk(_ step: UpdateStep, _ p: Vector) -> Vector { p * Vector(repeating: 1 - step.weightDecay) }

/// p - stepSize x.
@inline(always)
func descendAlong(_ step: UpdateStep, _ p: Vector, _ x: Vector) -> Vector {
  fused(Vector(repeating: -step.stepSize), x, p)
}

/// buffer = momentum buffer + g (the first step: g).
@inline(always)
func momentumBuffer(_ step: UpdateStep, _ g: Vector, _ m: Vector) -> Vector {
  step.momentum == 0 || step.isFirst ? g : fused(Vector(repeating: step.momentum), m, g)
}

@inline(always)
private func adam(_ step: UpdateStep, _ p: Vector, _ gradient: Vector, _ m: Vector, _ v: Vector) -> State {
  let g = decayedGradient(step, p, gradient)
  let (first, second) = (firstMoment(step, g, m), secondMoment(step, g, v))
  return (descend(step, p, first, second), first, second)
}

@inline(always)
private func adamw(_ step: UpdateStep, _ p: Vector, _ gradient: Vector, _ m: Vector, _ v: Vector) -> State {
  let (first, second) = (firstMoment(step, gradient, m), secondMoment(step, gradient, v))
  return (descend(step, shrunk(step, p), first, second), first, second)
}

@inline(always)
private func radamUnrectified(_ step: UpdateStep, _ p: Vector, _ gradient: Vector, _ m: Vector, _ v: Vector) -> State {
  let g = decayedGradient(step, p, gradient)
  let (first, second) = (firstMoment(step, g, m), secondMoment(step, g, v))
  return (descendAlong(step, p, first), first, second)
}

/// p - stepSize buffer; without momentum p - stepSize g, and the buffer stays as it is.
@inline(always)
private func sgd(_ step: UpdateStep, _ p: Vector, _ gradient: Vector, _ m: Vector, _ v: Vector) -> State {
  let buffer = momentumBuffer(step, decayedGradient(step, p, gradient), m)
  return (descendAlong(step, p, buffer), step.momentum == 0 ? m : buffer, v)
}
