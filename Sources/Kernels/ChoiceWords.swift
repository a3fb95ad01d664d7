// Which of 64 rows have a given index, sixty-four comparisons in a few instructions.

/// What 64 rows choose in each of four columns of indices, as eight words of eight bytes a column: byte b of word w is for
/// row 8 b + w. Vectors of the four columns' bytes 0 to 3 of each word, then of their bytes 4 to 7.
typealias ChoiceWords = UnsafeMutablePointer<SIMD4<UInt32>>

/// What stands for every other choice than those looked for. Seven bits, so that the sum of two bytes has eight.
@inline(always) private var elsewhere: UInt32 { 127 }

/// Reads the indices of `columns` <= 4 columns in 1 to 64 rows as choices: 0 is the index `least` of the column.
@inline(always)
func readChoices(
  _ index: UnsafePointer<Float>, _ stride: Int, _ rows: Int, _ columns: Int, _ least: SIMD4<Int32>,
  _ words: ChoiceWords
) {
  var i = 0
  while i < 16 {
    var bytes = SIMD4<UInt32>()
    var b = 4
    while b > 0 {
      b &-= 1
      // Rows past the end read the last one; `findChoosing` leaves them out.
      let row = smaller(i & 8 &* 4 &+ 8 &* b &+ i & 7, rows &- 1)
      let choice = unsafeBitCast(fourIndices(index + row &* stride, columns) &- least, to: SIMD4<UInt32>.self)
      bytes = bytes &<< SIMD4(repeating: 8) | pointwiseMin(choice, SIMD4(repeating: elsewhere))
    }
    words[i] = bytes
    i &+= 1
  }
}

/// For each of `count` choices in `column`, which of the `rows` rows made it: bit r is row r. Writes whole groups of eight.
@inline(always)
func findChoosing(
  _ words: ChoiceWords, _ column: Int, _ rows: Int, _ count: Int, _ sets: UnsafeMutablePointer<UInt64>
) {
  let halves = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt32.self) + column
  let valid = SIMD8<UInt64>(repeating: ~0 &>> UInt64(truncatingIfNeeded: 64 &- rows))
  var wanted = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7) &* SIMD8(repeating: 0x0101_0101_0101_0101)
  var i = 0
  while i < count {
    var found = SIMD8<UInt64>()
    var w = 0
    while w < 8 {
      let word = UInt64(halves[4 &* w]) | UInt64(halves[4 &* w &+ 32]) &<< 32
      // Bytes of at most 127 carry nothing into the next: bit 7 is left of those that are as wanted.
      let other = (SIMD8(repeating: word) ^ wanted) &+ SIMD8(repeating: 0x7F7F_7F7F_7F7F_7F7F)
      found = found &>> SIMD8(repeating: 1) | ~other & SIMD8(repeating: 0x8080_8080_8080_8080)
      w &+= 1
    }
    UnsafeMutableRawPointer(sets + i).storeBytes(of: found & valid, as: SIMD8<UInt64>.self)
    wanted = wanted &+ SIMD8(repeating: 0x0808_0808_0808_0808)
    i &+= 8
  }
}
