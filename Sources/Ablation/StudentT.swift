/// Student's t distribution with a whole number of degrees of freedom, for confidence intervals of means of few runs.
///
/// P(|T| <= t) is a finite sum for whole degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical Functions,
/// 26.7.3 and 26.7.4), made of sqrt and basic operations only: the same bits on every processor.
package enum StudentT {
  /// The t that T stays below with `probability`, from 0.5 to below 1; nil for other probabilities or no degree of
  /// freedom.
  package static func quantile(_ probability: Double, degreesOfFreedom: Int) -> Double? {
    guard probability >= 0.5, probability < 1, degreesOfFreedom >= 1 else { return nil }
    let inside = 2 * probability - 1
    var (low, high) = (0.0, 1.0)
    while central(high, degreesOfFreedom) < inside, high < 1e300 { (low, high) = (high, 2 * high) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if central(middle, degreesOfFreedom) < inside { low = middle } else { high = middle }
    }
  }

  /// P(|T| <= t) for `t` from 0.
  package static func central(_ t: Double, _ degreesOfFreedom: Int) -> Double {
    let n = Double(degreesOfFreedom)
    let root = (n + t * t).squareRoot()
    let (sine, cosine) = (t / root, n.squareRoot() / root)
    let square = cosine * cosine
    if degreesOfFreedom == 1 { return arctangent(t) * 2 / .pi }
    var term = degreesOfFreedom % 2 == 0 ? 1.0 : cosine
    var sum = term
    // Even: 1 + 1/2 c^2 + (1 3)/(2 4) c^4 + ...; odd: c + 2/3 c^3 + (2 4)/(3 5) c^5 + ...; powers up to n - 2.
    var index = degreesOfFreedom % 2 == 0 ? 2 : 3
    while index <= degreesOfFreedom - 2 {
      term *= Double(index - 1) / Double(index) * square
      sum += term
      index += 2
    }
    if degreesOfFreedom % 2 == 0 { return sine * sum }
    return (arctangent(t / n.squareRoot()) + sine * sum) * 2 / .pi
  }

  /// atan x for x from 0: the angle is halved four times, atan x = 2 atan(x / (1 + sqrt(1 + x^2))), and the rest is a
  /// short series.
  private static func arctangent(_ x: Double) -> Double {
    if x > 1 { return .pi / 2 - arctangent(1 / x) }
    var y = x
    for _ in 0..<4 { y /= 1 + (1 + y * y).squareRoot() }
    let square = y * y
    var sum = 0.0
    for denominator in stride(from: 19.0, through: 1, by: -2) {
      sum = 1 / denominator - square * sum
    }
    return 16 * y * sum
  }
}
