/// The counter-based generator Philox4x32 with ten rounds (Salmon et al., SC 2011): four words for each counter and
/// key, without state, so a draw depends on its address alone.
package struct Philox4x32: Sendable {
  package var key: (low: UInt32, high: UInt32)

  package init(low: UInt32, high: UInt32) { key = (low, high) }

  /// The key of a named stream under a seed: the finished SplitMix64 state of the seed plus the name's FNV-1a hash.
  package init(seed: UInt64, stream: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixed = hash &+ seed &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    self.init(low: UInt32(truncatingIfNeeded: mixed), high: UInt32(truncatingIfNeeded: mixed >> 32))
  }

  /// The four words at `counter`.
  @inline(__always)
  package func words(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var word = counter
    var (low, high) = key
    for _ in 0..<10 {
      let first = UInt64(0xd251_1f53) &* UInt64(word.x)
      let second = UInt64(0xcd9e_8d57) &* UInt64(word.z)
      word = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ word.y ^ low, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ word.w ^ high, UInt32(truncatingIfNeeded: first))
      low &+= 0x9e37_79b9
      high &+= 0xbb67_ae85
    }
    return word
  }

  /// (k + 0.5) / 2^23 of the top 23 bits: strictly between 0 and 1.
  @inline(__always)
  package static func uniform(_ word: UInt32) -> Float { (Float(word >> 9) + 0.5) * 0x1p-23 }

  /// A uniform number of 53 bits for row `row` alone, in [0, 1).
  package func uniform(row: UInt32) -> Double {
    let word = words(SIMD4(row, 0, 0, 0))
    return Double((UInt64(word.x) << 32 | UInt64(word.y)) >> 11) * 0x1p-53
  }
}
