/// The counter-based generator Philox4x32 with ten rounds (Salmon et al., SC 2011): four words for each counter and
/// key, without state, so a number depends on its address alone. One counter at a time; kernels have sixteen.
package struct Philox4x32: Sendable {
  package let key: StreamKey

  package init(key: StreamKey) { self.key = key }

  /// The four words at `counter`.
  @inlinable
  package func words(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    // Four numbers and no vector: taking a vector apart in every round takes three times as long.
    var (x, y, z, w) = (counter.x, counter.y, counter.z, counter.w)
    var (low, high) = (key.low, key.high)
    for _ in 0..<10 {
      let first = UInt64(0xd251_1f53) &* UInt64(x)
      let second = UInt64(0xcd9e_8d57) &* UInt64(z)
      x = UInt32(truncatingIfNeeded: second &>> 32) ^ y ^ low
      y = UInt32(truncatingIfNeeded: second)
      z = UInt32(truncatingIfNeeded: first &>> 32) ^ w ^ high
      w = UInt32(truncatingIfNeeded: first)
      low &+= 0x9e37_79b9
      high &+= 0xbb67_ae85
    }
    return SIMD4(x, y, z, w)
  }

  /// (k + 0.5) / 2^23 of the top 23 bits: strictly between 0 and 1.
  @inlinable
  package static func uniform(_ word: UInt32) -> Float { (Float(word >> 9) + 0.5) * 0x1p-23 }

  /// Number `place` of the stream, of 23 bits, in (0, 1).
  package func uniform(_ place: Int) -> Double { Double(Self.uniform(block(place).x)) }

  /// Number `place` of the stream, of 53 bits, in [0, 1).
  package func fineUniform(_ place: Int) -> Double {
    let word = block(place)
    return Double((UInt64(word.x) << 32 | UInt64(word.y)) >> 11) * 0x1p-53
  }

  /// Standard normal number `place` of the stream (Box and Muller 1958).
  package func normal(_ place: Int) -> Double {
    let word = block(place)
    let radius = (-2 * DeterministicMath.log(Double(Self.uniform(word.x)))).squareRoot()
    return radius * DeterministicMath.cosOfTurns(Double(word.y) * 0x1p-32)
  }

  private func block(_ place: Int) -> SIMD4<UInt32> { words(SIMD4(UInt32(truncatingIfNeeded: place), 0, 0, 0)) }
}
