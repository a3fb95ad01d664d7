import DeterministicMath

/// The order in which an epoch visits rows: a keyed permutation of 0 ..< count, computed position by position.
///
/// A Feistel network on the smallest power of two that holds `count`, walked until it lands inside (Black and Rogaway
/// 2002). Nothing is stored but the round keys, which come from (seed, epoch), so a resumed run needs its step alone.
package struct RowPermutation: Sendable {
  package let count: Int
  private let lowBits: UInt64
  private let lowMask: UInt64
  private let highMask: UInt64
  /// Of each round. Tiny domains need more than the four that large ones are safe with.
  private let keys: InlineArray<12, UInt64>

  /// The order of epoch `epoch` (from 0) over `count` rows.
  package init(count: Int, seed: UInt64, epoch: Int) {
    self.count = count
    let bits = max(2, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    lowBits = UInt64(bits / 2)
    lowMask = (1 << lowBits) - 1
    highMask = (1 << UInt64(bits - bits / 2)) - 1
    let numbers = Philox4x32(key: StreamKey(seed: seed, stream: "training.order"))
    let words = UInt64(bitPattern: Int64(epoch))
    keys = InlineArray { round in
      let block = numbers.words(
        SIMD4(UInt32(round), UInt32(truncatingIfNeeded: words), UInt32(truncatingIfNeeded: words >> 32), 0))
      return UInt64(block.x) << 32 | UInt64(block.y)
    }
  }

  /// The row at `position`, which is in 0 ..< count.
  package subscript(position: Int) -> Int {
    var value = UInt64(position)
    repeat { value = permuted(value) } while value >= UInt64(count)
    return Int(value)
  }

  /// Writes the rows at `positions` to as many elements. All take their first walk before any takes its second: how many
  /// more one takes cannot be foreseen, while a processor works at several first ones at a time.
  package func write(_ positions: Range<Int>, to rows: UnsafeMutableBufferPointer<Int32>) {
    for (place, position) in positions.enumerated() {
      unsafe rows[place] = Int32(truncatingIfNeeded: permuted(UInt64(position)))
    }
    for place in 0..<rows.count {
      while unsafe rows[place] >= count {
        unsafe rows[place] = Int32(truncatingIfNeeded: permuted(UInt64(rows[place])))
      }
    }
  }

  private func permuted(_ value: UInt64) -> UInt64 {
    var (high, low) = (value >> lowBits, value & lowMask)
    for round in stride(from: 0, to: keys.count, by: 2) {
      high ^= Self.mixed(low &+ keys[round]) & highMask
      low ^= Self.mixed(high &+ keys[round + 1]) & lowMask
    }
    return high << lowBits | low
  }

  /// The finisher of SplitMix64 (Steele, Lea and Flood 2014).
  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
