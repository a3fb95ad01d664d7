import KernelInterface

// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). Eight counters at a
// time, each word in the low half of a 64-bit lane.

private typealias Words = SIMD8<UInt64>

/// `KernelTable.uniform`.
func uniform(_ rows: UniformRows, _ range: Range<Int>) {
  let lanes = Words(0, 1, 2, 3, 4, 5, 6, 7)
  var row = range.lowerBound
  while row < range.upperBound {
    let y = rows.output + row &* rows.outputRowStride
    let number = UInt64(truncatingIfNeeded: rows.rowNumbers[row / rows.draws])
    let draw = UInt64(truncatingIfNeeded: row % rows.draws)
    var column = 0
    while column < rows.columns {
      let first = Words(repeating: UInt64(truncatingIfNeeded: column / 4)) &+ lanes
      let words = philox(
        Words(repeating: number), Words(repeating: draw), Words(repeating: UInt64(truncatingIfNeeded: rows.step)),
        first & Words(repeating: 0xFFFF_FFFF), rows.keyLow, rows.keyHigh)
      storeUniforms(words, y + column, smaller(rows.columns &- column, 32))
      column &+= 32
    }
    row &+= 1
  }
}

/// Ten rounds over counters (a, b, c, d).
@inline(always)
private func philox(
  _ a: Words, _ b: Words, _ c: Words, _ d: Words, _ keyLow: UInt32, _ keyHigh: UInt32
) -> (Words, Words, Words, Words) {
  let low = Words(repeating: 0xFFFF_FFFF)
  let half = Words(repeating: 32)
  var (x0, x1, x2, x3) = (a, b, c, d)
  var (k0, k1) = (keyLow, keyHigh)
  var round = 0
  while round < 10 {
    let p0 = (x0 & low) &* Words(repeating: 0xD251_1F53)
    let p1 = (x2 & low) &* Words(repeating: 0xCD9E_8D57)
    x0 = (p1 &>> half) ^ x1 ^ Words(repeating: UInt64(truncatingIfNeeded: k0))
    x1 = p1 & low
    x2 = (p0 &>> half) ^ x3 ^ Words(repeating: UInt64(truncatingIfNeeded: k1))
    x3 = p0 & low
    k0 = k0 &+ 0x9E37_79B9
    k1 = k1 &+ 0xBB67_AE85
    round &+= 1
  }
  return (x0, x1, x2, x3)
}

/// Words w of counter j as uniforms 4 j + w; the first `count` of 32.
@inline(always)
private func storeUniforms(_ words: (Words, Words, Words, Words), _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  // A 64-bit lane holds two neighbouring 32-bit words of the output.
  let half = Words(repeating: 32)
  var pairs = SIMD16<UInt64>()
  pairs.evenHalf = words.0 | (words.1 &<< half)
  pairs.oddHalf = words.2 | (words.3 &<< half)
  let first = uniforms(unsafeBitCast(pairs.lowHalf, to: BitVector.self))
  let second = uniforms(unsafeBitCast(pairs.highHalf, to: BitVector.self))
  if count == 32 {
    store(first, y)
    store(second, y + 16)
  } else if count > 16 {
    store(first, y)
    storePartial(second, y + 16, count &- 16)
  } else {
    storeStrided(first, y, 1, count)
  }
}

/// (k + 0.5) / 2^23 of the top 23 bits k: strictly inside (0, 1), each value exact.
@inline(always)
private func uniforms(_ words: BitVector) -> Vector {
  let mantissa = (words &>> BitVector(repeating: 9)) & BitVector(repeating: 0x007F_FFFF)
  return float(mantissa | BitVector(repeating: 0x3F80_0000)) - Vector(repeating: 1 - 0x1p-24)
}
