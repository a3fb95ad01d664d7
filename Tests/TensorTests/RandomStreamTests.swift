import DeterministicMath
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  @Test("Philox4x32-10 gives the published words")
  func knownAnswers() {
    // Random123 1.09, kat_vectors: philox4x32 10.
    let zero = Philox4x32(key: StreamKey(low: 0, high: 0)).words(SIMD4(repeating: 0))
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox4x32(key: StreamKey(low: .max, high: .max)).words(SIMD4(repeating: .max))
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox4x32(key: StreamKey(low: 0xa409_3822, high: 0x299f_31d0))
      .words(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
    #expect(pi == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("uniform numbers lie strictly between 0 and 1 at the extreme words")
  func extremes() {
    #expect(Philox4x32.uniform(0) == 0x1p-24)
    #expect(Philox4x32.uniform(.max) == 1 - 0x1p-24)
  }

  @Test("streams of other paths and seeds have other keys")
  func keysDiffer() {
    let keys = ["a", "b", "latents.z"].flatMap { path in
      (UInt64(0)..<4).map { StreamKey(seed: $0, stream: path) }
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test("normal numbers have mean 0 and variance 1")
  func normalMoments() {
    let numbers = Philox4x32(key: StreamKey(seed: 3, stream: "normal"))
    let values = (0..<20_000).map { numbers.normal($0) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 20_000
    // Five standard errors: 1 / sqrt(n) of the mean, sqrt(2 / n) of the variance.
    #expect(abs(mean) < 5 * 0.00708)
    #expect(abs(variance - 1) < 5 * 0.01)
  }
}
