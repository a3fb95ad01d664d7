/// The Philox key of a stream of random numbers: which spec path draws, under which seed.
///
/// Streams are named by path, so the order of keys in a spec changes no number, and two structures that share a part
/// share its draws.
package struct StreamKey: Hashable, Sendable {
  package var low: UInt32
  package var high: UInt32

  /// A key as it is.
  package init(low: UInt32, high: UInt32) { (self.low, self.high) = (low, high) }

  /// The finished SplitMix64 state of the seed plus the path's 64-bit FNV-1a hash.
  package init(seed: UInt64, stream: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixed = hash &+ seed &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    low = UInt32(truncatingIfNeeded: mixed)
    high = UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
