/// exp, log and cos in Double made of +, -, *, / and fused steps alone.
///
/// The system's versions give other last bits with and without FMA, so none of them may touch a parameter, a schedule,
/// an initial value or a reported figure. Errors stay below 2 ulp (checked against the system's versions).
package enum DeterministicMath {
  private static let ln2High = 0x1.62e42fee00000p-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// e^x. Infinity above 709.78, 0 below -745.13; NaN stays NaN.
  package static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.782712893384 { return .infinity }
    if x < -745.1332191019412 { return 0 }
    let k = (x * 1.4426950408889634).rounded()
    let r = x.addingProduct(-k, ln2High).addingProduct(-k, ln2Low)
    var sum = 1.0 / 6_227_020_800
    for inverseFactorial in Self.inverseFactorials { sum = inverseFactorial.addingProduct(sum, r) }
    let half = Int(k) / 2
    return scale(scale(sum, half), Int(k) - half)
  }

  /// 1/12!, 1/11!, ..., 1/1!, 1/0!.
  private static let inverseFactorials: [Double] = [
    1.0 / 479_001_600, 1.0 / 39_916_800, 1.0 / 3_628_800, 1.0 / 362_880, 1.0 / 40_320, 1.0 / 5_040, 1.0 / 720,
    1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1,
  ]

  private static func scale(_ x: Double, _ exponent: Int) -> Double {
    x * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Natural logarithm. -infinity at 0, NaN below.
  package static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var exponent = Int(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m *= 0.5
      exponent += 1
    }
    let f = m - 1
    let s = f / (2 + f)
    let z = s * s
    var series = 2.0 / 23
    for denominator in stride(from: 21.0, through: 3, by: -2) { series = (2 / denominator).addingProduct(series, z) }
    // log m = 2 s + s z series = f - (f^2 / 2 - s (f^2 / 2 + z series)): exact to the last place for small f.
    let halfSquare = 0.5 * f * f
    let k = Double(exponent)
    let low = (k * ln2Low).addingProduct(s, halfSquare + z * series)
    return (k * ln2High) - ((halfSquare - low) - f)
  }

  /// cos(2 pi turns).
  package static func cosOfTurns(_ turns: Double) -> Double {
    let quarter = (turns - turns.rounded()) * 4
    let quadrant = quarter.rounded()
    let angle = (quarter - quadrant) * 1.5707963267948966
    switch Int(quadrant) {
    case 0: return cosine(angle)
    case 1: return -sine(angle)
    case -1: return sine(angle)
    default: return -cosine(angle)
    }
  }

  private static func cosine(_ x: Double) -> Double {
    let z = x * x
    var sum = 1.0
    for n in stride(from: 18.0, through: 2, by: -2) { sum = 1.0.addingProduct(-z / (n * (n - 1)), sum) }
    return sum
  }

  private static func sine(_ x: Double) -> Double {
    let z = x * x
    var sum = 1.0
    for n in stride(from: 19.0, through: 3, by: -2) { sum = 1.0.addingProduct(-z / (n * (n - 1)), sum) }
    return sum * x
  }
}
