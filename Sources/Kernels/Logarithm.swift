// log by x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2), and log(1 + f) = f - f^2 / 2 + f^3 P(f) with a minimax P of
// degree 8 (error 2^-30.2 of the logarithm).

/// f^3 P(f), its terms paired and the pairs joined (Estrin).
@inline(always)
private func cubicPart(_ f: Vector, _ square: Vector) -> Vector {
  let fourth = square * square
  let p01 = fused(f, Vector(repeating: -0.250_000_1), Vector(repeating: 0.333_333_1))
  let p23 = fused(f, Vector(repeating: -0.166_680_9), Vector(repeating: 0.200_021_67))
  let p45 = fused(f, Vector(repeating: -0.124_030_84), Vector(repeating: 0.142_185_54))
  let p67 = fused(f, Vector(repeating: -0.116_943_344), Vector(repeating: 0.118_935_13))
  let low = fused(p23, square, p01)
  let high = fused(fourth, Vector(repeating: 0.067_575_68), fused(p67, square, p45))
  return fused(high, fourth, low) * (f * square)
}

/// k log 2 + log(1 + f). log 2 is taken in two parts; the product of k with the first is exact.
@inline(always)
private func assemble(_ k: Vector, _ f: Vector) -> Vector {
  let square = f * f
  var tail = fused(k, Vector(repeating: -0.000_212_194_44), cubicPart(f, square))
  tail = fused(square, Vector(repeating: -0.5), tail)
  return fused(k, Vector(repeating: 0.693_359_375), f + tail)
}

/// log x within 1 ulp, denormals included; -inf for 0, NaN below 0 and for NaN, inf for inf.
@inline(always)
func logarithm(_ x: Vector) -> Vector {
  let isSmall = x .< Vector(repeating: 0x1p-126)
  let scaled = bits(select(isSmall, x * Vector(repeating: 0x1p23), x))
  let k = (scaled &- BitVector(repeating: 0x3F35_04F3)) &>> BitVector(repeating: 23)
  let f = float(scaled &- (k &<< BitVector(repeating: 23))) - Vector(repeating: 1)
  // A whole number in the low bits of 1.5 2^23 becomes a float by subtraction.
  let shift = select(isSmall, Vector(repeating: 12_582_935), Vector(repeating: 12_582_912))
  let exponent = float(k &+ BitVector(repeating: 0x4B40_0000)) - shift
  var y = assemble(exponent, f)
  y = select(x .< Vector(repeating: .infinity), y, x)
  y = select(x .< Vector(repeating: 0), Vector(repeating: .nan), y)
  return select(x .== Vector(repeating: 0), Vector(repeating: -.infinity), y)
}

/// log(1 + e) for 0 <= e <= 1 within 1.5 ulp; e itself where it is tiny; NaN for NaN.
@inline(always)
func logarithmOfOnePlusFraction(_ e: Vector) -> Vector {
  // (1 + e) / 2 - 1 = (e - 1) / 2, so that f stays below sqrt(2) - 1.
  let isLarge = e .> Vector(repeating: 0.414_213_56)
  let f = select(isLarge, (e - Vector(repeating: 1)) * Vector(repeating: 0.5), e)
  return assemble(select(isLarge, Vector(repeating: 1), Vector(repeating: 0)), f)
}
