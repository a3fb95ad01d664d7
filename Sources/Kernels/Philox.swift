import KernelInterface

// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). Eight counters at a
// time: word w of all of them is the low halves of eight 64-bit lanes. What the high halves hold is of no matter: a
// product takes low halves only, and sums and exclusive ors carry nothing down.

private typealias Words = SIMD8<UInt64>

/// `KernelTable.uniform`.
func uniform(_ rows: UniformRows, _ range: Range<Int>) {
  var room = (Words(), Words(), Words(), Words())
  withUnsafeMutablePointer(to: &room) { room in
    let words = UnsafeMutableRawPointer(room).assumingMemoryBound(to: UInt64.self)
    var row = range.lowerBound
    while row < range.upperBound {
      let y = rows.output + row &* rows.outputRowStride
      let draw = UInt32(truncatingIfNeeded: row % rows.draws)
      var column = 0
      while column < rows.columns {
        philox(
          rows.rowNumbers[row / rows.draws], draw, rows.step, UInt32(truncatingIfNeeded: column / 4), rows.keyLow,
          rows.keyHigh, words)
        storeUniforms(words, y + column, rows.columns &- column)
        column &+= 32
      }
      row &+= 1
    }
  }
}

/// The same word in all eight lanes.
@inline(always)
private func repeated(_ word: UInt32) -> Words { Words(repeating: UInt64(truncatingIfNeeded: word)) }

/// The products of the low halves with `factor`.
@inline(always)
private func multiply(_ x: Words, _ factor: UInt64) -> Words {
  (x & Words(repeating: 0xFFFF_FFFF)) &* Words(repeating: factor)
}

@inline(always)
private func high(_ x: Words) -> Words { x &>> Words(repeating: 32) }

/// Ten rounds over the counters (a, b, c, d + j), j = 0 ..< 8. Word w of counter j is the low half of `words[8 w + j]`.
/// A function of its own: the compiler would carry the order in which its caller wants the words through all rounds.
@inline(never)
private func philox(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ keyLow: UInt32, _ keyHigh: UInt32,
  _ words: UnsafeMutablePointer<UInt64>
) {
  var (x0, x1, x2) = (repeated(a), repeated(b), repeated(c))
  var x3 = repeated(d) &+ Words(0, 1, 2, 3, 4, 5, 6, 7)
  var (k0, k1) = (repeated(keyLow), repeated(keyHigh))
  var round = 0
  while round < 10 {
    let product0 = multiply(x0, 0xD251_1F53)
    let product1 = multiply(x2, 0xCD9E_8D57)
    x0 = high(product1) ^ x1 ^ k0
    x1 = product1
    x2 = high(product0) ^ x3 ^ k1
    x3 = product0
    k0 = k0 &+ repeated(0x9E37_79B9)
    k1 = k1 &+ repeated(0xBB67_AE85)
    round &+= 1
  }
  write(x0, words)
  write(x1, words + 8)
  write(x2, words + 16)
  write(x3, words + 24)
}

/// Word w of counter j as uniform 4 j + w; the first `count` of 32.
@inline(always)
private func storeUniforms(_ words: UnsafeMutablePointer<UInt64>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  let first = paired(read(words), read(words + 8))
  let second = paired(read(words + 16), read(words + 24))
  var (low, high) = (Words(), Words())
  low.evenHalf = first.lowHalf
  low.oddHalf = second.lowHalf
  high.evenHalf = first.highHalf
  high.oddHalf = second.highHalf
  storeUpTo16(uniforms(low), y, count)
  storeUpTo16(uniforms(high), y + 16, count &- 16)
}

/// The low halves of a, and those of b as high halves.
@inline(always)
private func paired(_ a: Words, _ b: Words) -> Words {
  (a & Words(repeating: 0xFFFF_FFFF)) | (b &<< Words(repeating: 32))
}

@inline(always)
private func read(_ p: UnsafeMutablePointer<UInt64>) -> Words { UnsafeRawPointer(p).loadUnaligned(as: Words.self) }

@inline(always)
private func write(_ x: Words, _ p: UnsafeMutablePointer<UInt64>) {
  UnsafeMutableRawPointer(p).storeBytes(of: x, as: Words.self)
}

/// (k + 0.5) / 2^23 of the top 23 bits k: strictly inside (0, 1), each value exact.
@inline(always)
private func uniforms(_ words: Words) -> Vector {
  let mantissa =
    (unsafeBitCast(words, to: BitVector.self) &>> BitVector(repeating: 9)) & BitVector(repeating: 0x007F_FFFF)
  return float(mantissa | BitVector(repeating: 0x3F80_0000)) - Vector(repeating: 1 - 0x1p-24)
}
