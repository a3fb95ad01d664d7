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
  case .add: map(y, a, b, count, plus)
  case .subtract: map(y, a, b, count, minus)
  case .multiply: map(y, a, b, count, times)
  case .divide: map(y, a, b, count, over)
  case .negate: map(y, a, count, negative)
  case .exp: expTile(y, a, count)
  case .log: logTile(y, a, count)
  case .tanh: tanhTile(y, a, count)
  case .sigmoid: sigmoidTile(y, a, count)
  case .softplus: softplusTile(y, a, count)
  case .erf: erfTile(y, a, count)
  case .squareRoot: map(y, a, count, squareRoot)
  case .expMinusOne: expMinusOneTile(y, a, count)
  case .greater: map(y, a, b, count, isGreater)
  case .equal: map(y, a, b, count, isEqual)
  case .expDifference: expDifferenceTile(y, a, b, count)
  case .multiplyOrZero: map(y, a, b, count, productOrZero)
  case .maximum: map(y, a, b, count, larger)
  case .select: map(y, a, b, c, count, choose)
  case .multiplyAdd: map(y, a, b, c, count, fused)
  case .copy: map(y, a, count, same)
  }
}

@inline(always)
private func plus(_ a: Vector, _ b: Vector) -> Vector { a + b }

@inline(always)
private func minus(_ a: Vector, _ b: Vector) -> Vector { a - b }

@inline(always)
private func times(_ a: Vector, _ b: Vector) -> Vector { a * b }

@inline(always)
private func over(_ a: Vector, _ b: Vector) -> Vector { a / b }

@inline(always)
private func same(_ a: Vector) -> Vector { a }

@inline(always)
private func negative(_ a: Vector) -> Vector { -a }

@inline(always)
private func squareRoot(_ a: Vector) -> Vector { a.squareRoot() }

@inline(always)
private func isGreater(_ a: Vector, _ b: Vector) -> Vector {
  select(a .> b, Vector(repeating: 1), Vector(repeating: 0))
}

@inline(always)
private func isEqual(_ a: Vector, _ b: Vector) -> Vector {
  select(a .== b, Vector(repeating: 1), Vector(repeating: 0))
}

/// a b, and 0 where a is 0.
@inline(always)
private func productOrZero(_ a: Vector, _ b: Vector) -> Vector {
  select(a .== Vector(repeating: 0), Vector(repeating: 0), a * b)
}

/// a > 0 ? b : c; a itself where it is NaN.
@inline(always)
private func choose(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  select(a .!= a, a, select(a .> Vector(repeating: 0), b, c))
}

// The longer functions are loops of their own and are passed by name: the body of a closure may stay a function of
// its own, which would receive its vectors in pieces of four lanes.

@inline(never)
private func expTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, exponential)
}

@inline(never)
private func logTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, logarithm)
}

@inline(never)
private func tanhTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, hyperbolicTangent)
}

@inline(never)
private func sigmoidTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, logisticSigmoid)
}

@inline(never)
private func softplusTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, softPlus)
}

@inline(never)
private func erfTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, errorFunction)
}

@inline(never)
private func expMinusOneTile(_ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ count: Int) {
  map(y, a, count, exponentialMinusOne)
}

/// e^(a - b), and 0 where a is -inf.
@inline(always)
private func exponentialOfDifference(_ a: Vector, _ b: Vector) -> Vector {
  select(a .== Vector(repeating: -.infinity), Vector(repeating: 0), exponential(a - b))
}

@inline(never)
private func expDifferenceTile(
  _ y: UnsafeMutablePointer<Float>, _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int
) {
  map(y, a, b, count, exponentialOfDifference)
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
  while i &+ 64 <= count {
    store(body(load(a + i), load(b + i)), y + i)
    store(body(load(a + i + 16), load(b + i + 16)), y + i + 16)
    store(body(load(a + i + 32), load(b + i + 32)), y + i + 32)
    store(body(load(a + i + 48), load(b + i + 48)), y + i + 48)
    i &+= 64
  }
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
