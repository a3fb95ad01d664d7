import KernelInterface

// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). Sixteen counters at a
// time: word w of all of them is one vector of sixteen 32-bit lanes, seen as eight 64-bit ones where it is multiplied.

private typealias Words = SIMD8<UInt64>

/// `KernelTable.uniform`.
func uniform(_ rows: UniformRows, _ range: Range<Int>) {
  let lanes = BitVector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  var row = range.lowerBound
  while row < range.upperBound {
    let y = rows.output + row &* rows.outputRowStride
    let number = repeated(rows.rowNumbers[row / rows.draws])
    let draw = repeated(UInt32(truncatingIfNeeded: row % rows.draws))
    var column = 0
    while column < rows.columns {
      let group = BitVector(repeating: Int32(truncatingIfNeeded: column / 4)) &+ lanes
      let words = philox(
        number, draw, repeated(rows.step), unsafeBitCast(group, to: Words.self), rows.keyLow, rows.keyHigh)
      storeUniforms(words, y + column, rows.columns &- column)
      column &+= 64
    }
    row &+= 1
  }
}

/// The same 32-bit word in all sixteen lanes.
@inline(always)
private func repeated(_ word: UInt32) -> Words {
  Words(repeating: UInt64(truncatingIfNeeded: word) &* 0x1_0000_0001)
}

/// High and low words of the sixteen products with `factor`: even lanes and odd lanes are multiplied apart.
@inline(always)
private func multiply(_ x: Words, _ factor: UInt64) -> (high: Words, low: Words) {
  let mask = Words(repeating: 0xFFFF_FFFF)
  let half = Words(repeating: 32)
  let even = (x & mask) &* Words(repeating: factor)
  let odd = (x &>> half) &* Words(repeating: factor)
  return ((even &>> half) | (odd & ~mask), (even & mask) | (odd &<< half))
}

/// Ten rounds over counters (a, b, c, d).
@inline(always)
private func philox(
  _ a: Words, _ b: Words, _ c: Words, _ d: Words, _ keyLow: UInt32, _ keyHigh: UInt32
) -> (Words, Words, Words, Words) {
  var (x0, x1, x2, x3) = (a, b, c, d)
  var (k0, k1) = (keyLow, keyHigh)
  var round = 0
  while round < 10 {
    let (high0, low0) = multiply(x0, 0xD251_1F53)
    let (high1, low1) = multiply(x2, 0xCD9E_8D57)
    x0 = high1 ^ x1 ^ repeated(k0)
    x1 = low1
    x2 = high0 ^ x3 ^ repeated(k1)
    x3 = low0
    k0 = k0 &+ 0x9E37_79B9
    k1 = k1 &+ 0xBB67_AE85
    round &+= 1
  }
  return (x0, x1, x2, x3)
}

/// Word w of counter j as uniform 4 j + w; the first `count` of 64.
@inline(always)
private func storeUniforms(_ words: (Words, Words, Words, Words), _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  let (evenLow, evenHigh) = interleave(uniforms(words.0), uniforms(words.2))
  let (oddLow, oddHigh) = interleave(uniforms(words.1), uniforms(words.3))
  let (first, second) = interleave(evenLow, oddLow)
  let (third, fourth) = interleave(evenHigh, oddHigh)
  storeUpTo16(first, y, count)
  storeUpTo16(second, y + 16, count &- 16)
  storeUpTo16(third, y + 32, count &- 32)
  storeUpTo16(fourth, y + 48, count &- 48)
}

/// (k + 0.5) / 2^23 of the top 23 bits k: strictly inside (0, 1), each value exact.
@inline(always)
private func uniforms(_ words: Words) -> Vector {
  let mantissa =
    (unsafeBitCast(words, to: BitVector.self) &>> BitVector(repeating: 9)) & BitVector(repeating: 0x007F_FFFF)
  return float(mantissa | BitVector(repeating: 0x3F80_0000)) - Vector(repeating: 1 - 0x1p-24)
}
