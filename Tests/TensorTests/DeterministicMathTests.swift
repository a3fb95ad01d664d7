import DeterministicMath
import Glibc
import Testing

@Suite("Deterministic exp, log and cos")
struct DeterministicMathTests {
  private func ulps(_ value: Double, _ expected: Double) -> Double {
    if value == expected { return 0 }
    return abs(value - expected) / max(expected.ulp, .leastNonzeroMagnitude)
  }

  @Test("exp is within 2 ulp of the system's over its range")
  func exponential() {
    var numbers = TestNumbers(seed: 1)
    var worst = 0.0
    for _ in 0..<200_000 {
      let x = numbers.real(-745...709)
      worst = max(worst, ulps(DeterministicMath.exp(x), Glibc.exp(x)))
    }
    for _ in 0..<50_000 {
      let x = numbers.real(-1...1)
      worst = max(worst, ulps(DeterministicMath.exp(x), Glibc.exp(x)))
    }
    #expect(worst <= 2, "\(worst) ulp")
    #expect(DeterministicMath.exp(0) == 1)
    #expect(DeterministicMath.exp(-.infinity) == 0)
    #expect(DeterministicMath.exp(.infinity) == .infinity)
    #expect(DeterministicMath.exp(.nan).isNaN)
  }

  @Test("log is within 2 ulp of the system's over all exponents")
  func logarithm() {
    var numbers = TestNumbers(seed: 2)
    var worst = 0.0
    for exponent in -1074...1023 {
      for _ in 0..<50 {
        let x = Double(sign: .plus, exponent: exponent, significand: numbers.real(1...1.9999))
        worst = max(worst, ulps(DeterministicMath.log(x), Glibc.log(x)))
      }
    }
    for _ in 0..<50_000 {
      let x = numbers.real(0.5...2)
      worst = max(worst, ulps(DeterministicMath.log(x), Glibc.log(x)))
    }
    #expect(worst <= 2, "\(worst) ulp")
    #expect(DeterministicMath.log(1) == 0)
    #expect(DeterministicMath.log(0) == -.infinity)
    #expect(DeterministicMath.log(-1).isNaN)
  }

  @Test("cos of turns is within 1e-15 of the system's")
  func cosine() {
    var numbers = TestNumbers(seed: 3)
    var worst = 0.0
    for _ in 0..<100_000 {
      let turns = numbers.real(-2...2)
      worst = max(worst, abs(DeterministicMath.cosOfTurns(turns) - Glibc.cos(2 * .pi * turns)))
    }
    #expect(worst <= 2e-15, "\(worst)")
    #expect(DeterministicMath.cosOfTurns(0) == 1)
    #expect(DeterministicMath.cosOfTurns(0.5) == -1)
  }
}
