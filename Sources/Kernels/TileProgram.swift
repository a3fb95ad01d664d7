import KernelInterface

/// Applies one instruction to the first `count` elements (a multiple of 16) of its registers.
func run(
  _ step: ElementwiseInstruction, into y: UnsafeMutablePointer<Float>,
  _ files: UnsafeMutablePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  let a = files[Int(truncatingIfNeeded: step.a)]
  let b = files[Int(truncatingIfNeeded: step.b)]
  let c = files[Int(truncatingIfNeeded: step.c)]
  switch step.code {
  case .constant: break
  case .add: map(y, a, b, count) { $0 + $1 }
  case .subtract: map(y, a, b, count) { $0 - $1 }
  case .multiply: map(y, a, b, count) { $0 * $1 }
  case .divide: map(y, a, b, count) { $0 / $1 }
  case .negate: map(y, a, count) { -$0 }
  case .exp: map(y, a, count) { exponential($0) }
  case .log: map(y, a, count) { logarithm($0) }
  case .tanh: map(y, a, count) { hyperbolicTangent($0) }
  case .sigmoid: map(y, a, count) { logisticSigmoid($0) }
  case .softplus: map(y, a, count) { softPlus($0) }
  case .erf: map(y, a, count) { errorFunction($0) }
  case .squareRoot: map(y, a, count) { $0.squareRoot() }
  case .expMinusOne: map(y, a, count) { exponentialMinusOne($0) }
  case .greater: map(y, a, b, count) { select($0 .> $1, Vector(repeating: 1), Vector(repeating: 0)) }
  case .equal: map(y, a, b, count) { select($0 .== $1, Vector(repeating: 1), Vector(repeating: 0)) }
  case .expDifference:
    map(y, a, b, count) { select($0 .== Vector(repeating: -.infinity), Vector(repeating: 0), exponential($0 - $1)) }
  case .multiplyOrZero: map(y, a, b, count) { select($0 .== Vector(repeating: 0), Vector(repeating: 0), $0 * $1) }
  case .maximum: map(y, a, b, count) { larger($0, $1) }
  case .select:
    map(y, a, b, c, count) { select($0 .!= $0, $0, select($0 .> Vector(repeating: 0), $1, $2)) }
  case .multiplyAdd: map(y, a, b, c, count) { fused($0, $1, $2) }
  case .copy: map(y, a, count) { $0 }
  }
}

@inline(always)
private func map(
  _ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int, _ body: (Vector) -> Vector
) {
  var i = 0
  while i < count {
    store(body(load(a + i)), y + i)
    i &+= 16
  }
}

@inline(always)
private func map(
  _ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int,
  _ body: (Vector, Vector) -> Vector
) {
  var i = 0
  while i < count {
    store(body(load(a + i), load(b + i)), y + i)
    i &+= 16
  }
}

@inline(always)
private func map(
  _ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>,
  _ c: UnsafeMutablePointer<Float>, _ count: Int, _ body: (Vector, Vector, Vector) -> Vector
) {
  var i = 0
  while i < count {
    store(body(load(a + i), load(b + i), load(c + i)), y + i)
    i &+= 16
  }
}
