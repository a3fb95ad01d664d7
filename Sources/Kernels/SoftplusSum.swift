import KernelInterface

// log(1 + e^x) = greater(x, 0) + log(1 + e^-|x|), and a sum of logarithms is one of a product: up to 64 factors of at
// most 2 stay far below the largest float.

/// Linear parts, the product of the factors since the last logarithm, the logarithms before, the factors in the product.
private typealias SoftplusTerms = (linear: Vector, product: Vector, logarithms: Vector, factors: Int)

@inline(always)
private func noTerms() -> SoftplusTerms {
  (Vector(repeating: 0), Vector(repeating: 1), Vector(repeating: 0), 0)
}

@inline(always)
private func append(_ x: Vector, to terms: inout SoftplusTerms) {
  let size = float(bits(x) & BitVector(repeating: 0x7FFF_FFFF))
  terms.linear = terms.linear + select(x .< Vector(repeating: 0), Vector(repeating: 0), x)
  terms.product = fused(terms.product, exponentialOfNegated(size), terms.product)
  terms.factors = terms.factors &+ 1
  if terms.factors == 64 {
    terms.logarithms = terms.logarithms + logarithm(terms.product)
    terms.product = Vector(repeating: 1)
    terms.factors = 0
  }
}

@inline(always)
private func total(_ terms: SoftplusTerms) -> Vector {
  terms.linear + (terms.logarithms + logarithm(terms.product))
}

/// Sum of log(1 + e^x) of `length` consecutive floats over 16 lanes and a halving tree.
@inline(never)
func sumSoftplus(_ x: UnsafePointer<Float>, _ length: Int) -> Float {
  var terms = noTerms()
  var i = 0
  while i &+ 16 <= length {
    append(load(x + i), to: &terms)
    i &+= 16
  }
  if i < length { append(loadPartial(x + i, length &- i, fill: -.infinity), to: &terms) }
  // Through memory: the lanes of a value that a loop has built are taken apart by weak functions.
  var sums = total(terms)
  return withUnsafeMutablePointer(to: &sums) { sumRun(UnsafeRawPointer($0).assumingMemoryBound(to: Float.self), 16) }
}

/// Up to 16 outputs, one a lane, their terms in index order.
@inline(never)
func sumSoftplusInOrder(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<Float>
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var terms = noTerms()
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    var i = 0
    while i < length {
      append(loadStrided(x + i &* step, stride, count), to: &terms)
      i &+= 1
    }
    run &+= 1
  }
  store(total(terms), lanes)
}
