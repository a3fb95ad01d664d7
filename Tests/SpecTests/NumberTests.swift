import Diagnostics
import ModelSpec
import Testing

/// The learning rate that a spelling is read as; nil when it is refused.
private func rate(_ spelling: String) -> Double? {
  let text = """
    data: {train: toy.csv}
    latents: {z: {categories: 3}}
    training: {steps: 1, optimizer: {sgd: {learning_rate: \(spelling)}}}
    """
  guard let spec = try? read(text).0.spec, case .sgd(let rate, _, _) = spec.training.optimizer.value else { return nil }
  return rate
}

/// The training seed that a spelling is read as; nil when it is refused.
private func seed(_ spelling: String) -> UInt64? {
  let text = "data: {train: toy.csv}\nlatents: {z: {categories: 3}}\ntraining: {steps: 1, seed: \(spelling)}\n"
  return try? read(text).0.spec.training.seed.value
}

@Test func seedsReachTheLargestWholeNumber() {
  #expect(seed("9223372036854775807") == UInt64(Int.max))
  #expect(seed("9223372036854775808") == nil)
  #expect(seed("922337203685477580.7e1") == UInt64(Int.max))
  #expect(seed("99999999999999999999") == nil)
  #expect(seed("-9223372036854775808") == nil)
  #expect(seed("0e99999") == 0)
}

/// The number of steps that a spelling is read as; nil when it is refused.
private func steps(_ spelling: String) -> Int? {
  let text = "data: {train: toy.csv}\nlatents: {z: {categories: 3}}\ntraining: {steps: \(spelling)}\n"
  guard let spec = try? read(text).0.spec, case .steps(let steps) = spec.training.length.value else { return nil }
  return steps
}

@Test(arguments: ["1e-4", "1E-4", "1.e-4", ".0001", "+1e-4", "0.000_1", "00.0001", "10e-5", "1e-0004"])
func spellingsOfOneRate(_ spelling: String) {
  #expect(rate(spelling) == 1e-4)
}

@Test(arguments: [
  "1e400", ".inf", "-.inf", ".nan", "nan", "inf", "-1e-4", "\"1e-4\"", "'1'", "1e", "e5", ".", "+", "1..2", "1_", "_1",
  "1e-400", "0x10", "1,000", "1e9999999", "0b1", "1 000", "~", "true", "5%", "1e1_", "١",
])
func refusedRates(_ spelling: String) {
  #expect(rate(spelling) == nil)
}

@Test func numbersAreReadToTheBit() {
  #expect(rate("0.1") == 0.1)
  #expect(rate("2.2250738585072014e-308") == 2.2250738585072014e-308)
  #expect(rate("5e-324") == 5e-324)
  #expect(rate("1.7976931348623157e308") == 1.7976931348623157e308)
  #expect(rate("9007199254740993") == 9_007_199_254_740_992)
  #expect(rate(String(repeating: "9", count: 300)) == 1e300)
  #expect(rate("1e4") == 10_000)
  #expect(rate("-0") == 0)
}

@Test func wholeNumbers() {
  #expect(steps("1000") == 1000)
  #expect(steps("1e3") == 1000)
  #expect(steps("1_000") == 1000)
  #expect(steps("1.5e3") == 1500)
  #expect(steps("12.0") == 12)
  #expect(steps("+7") == 7)
  #expect(steps("1e12") == 1_000_000_000_000)
  #expect(steps("1000000000001") == nil)
  #expect(steps("1e19") == nil)
  #expect(steps("1e999999") == nil)
  #expect(steps("0.5") == nil)
  #expect(steps("0") == nil)
  #expect(steps("-3") == nil)
  #expect(steps("\"3\"") == nil)
}
