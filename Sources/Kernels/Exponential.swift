// exp and expm1 by x = n log 2 + r, |r| <= log(2) / 2, and e^r - 1 = r + r^2 Q(r) with a minimax Q of degree 5
// (error 2^-31.9 of e^r - 1). x / log 2 + 1.5 2^23
// has no fraction: n in its low bits. log 2 is taken in two parts, of which the product of the first with n is exact
// where it cancels.

/// n and r of the reduction, n also as an integer. A NaN makes r and n NaN and the integer anything.
@inline(always)
private func reduce(_ x: Vector) -> (n: Vector, r: Vector, whole: BitVector) {
  let shifted = fused(x, Vector(repeating: 1.442_695), Vector(repeating: 12_582_912))
  let n = shifted - Vector(repeating: 12_582_912)
  let high = fused(n, Vector(repeating: -0.693_147_2), x)
  let r = fused(n, Vector(repeating: 1.904_654_2e-9), high)
  return (n, r, bits(shifted) &- BitVector(repeating: 0x4B40_0000))
}

/// e^r - 1 for |r| <= log(2) / 2. The terms of Q are paired and the pairs joined (Estrin), since the time of a loop over
/// it is that of its longest chain.
@inline(always)
private func expMinusOneNearZero(_ r: Vector) -> Vector {
  let square = r * r
  let low = fused(r, Vector(repeating: 0.166_666_67), Vector(repeating: 0.5))
  let middle = fused(r, Vector(repeating: 0.008_333_272), Vector(repeating: 0.041_666_35))
  let high = fused(r, Vector(repeating: 0.000_199_144_18), Vector(repeating: 0.001_394_116_8))
  let q = fused(high, square * square, fused(middle, square, low))
  return fused(q, square, r)
}

/// 2^n for -126 <= n <= 127.
@inline(always)
private func powerOfTwo(_ n: BitVector) -> Vector {
  float((n &+ BitVector(repeating: 127)) &<< BitVector(repeating: 23))
}

/// (1 + m) 2^n for -150 <= n <= 128, rounded once.
@inline(always)
private func power(_ m: Vector, _ n: Vector, _ whole: BitVector) -> Vector {
  #if AVX512
    return scaled(m + Vector(repeating: 1), n)
  #else
    let half = whole &>> BitVector(repeating: 1)
    return ((m + Vector(repeating: 1)) * powerOfTwo(half)) * powerOfTwo(whole &- half)
  #endif
}

/// `power` for -150 <= n <= 63.
@inline(always)
private func smallPower(_ m: Vector, _ n: Vector, _ whole: BitVector) -> Vector {
  #if AVX512
    return scaled(m + Vector(repeating: 1), n)
  #else
    // 2^(n + 64) is a normal number.
    return ((m + Vector(repeating: 1)) * powerOfTwo(whole &+ BitVector(repeating: 64))) * Vector(repeating: 0x1p-64)
  #endif
}

/// e^x within 1 ulp, denormal results included; 0 below -104, inf from 88.72284 on, NaN for NaN.
@inline(always)
func exponential(_ x: Vector) -> Vector {
  let low = select(x .< Vector(repeating: -104), Vector(repeating: -104), x)
  let (n, r, whole) = reduce(select(low .> Vector(repeating: 89), Vector(repeating: 89), low))
  return power(expMinusOneNearZero(r), n, whole)
}

/// e^x - 1 within 2 ulp, also near 0; -1 below -30, inf from 88.72284 on, NaN for NaN; the sign of zero is kept.
@inline(always)
func exponentialMinusOne(_ x: Vector) -> Vector {
  let low = select(x .< Vector(repeating: -30), Vector(repeating: -30), x)
  let (_, r, n) = reduce(select(low .> Vector(repeating: 89), Vector(repeating: 89), low))
  // Half of 2^n, since 2^128 is no float.
  let half = powerOfTwo(n &- BitVector(repeating: 1))
  let halved = fused(half, expMinusOneNearZero(r), half - Vector(repeating: 0.5))
  let magnitude = float(bits(x) & BitVector(repeating: 0x7FFF_FFFF))
  return select(magnitude .< Vector(repeating: 1e-8), x, halved + halved)
}

/// e^-x for x >= 0 within 1 ulp, denormal results included; 0 above 104, NaN for NaN.
@inline(always)
func exponentialOfNegated(_ x: Vector) -> Vector {
  let bounded = select(x .> Vector(repeating: 104), Vector(repeating: 104), x)
  let (n, r, whole) = reduce(-bounded)
  return smallPower(expMinusOneNearZero(r), n, whole)
}

/// `exponential` of x <= 0, in fewer steps; anything for a greater x.
@inline(always)
func exponentialOfNonPositive(_ x: Vector) -> Vector {
  let (n, r, whole) = reduce(select(x .< Vector(repeating: -104), Vector(repeating: -104), x))
  return smallPower(expMinusOneNearZero(r), n, whole)
}
