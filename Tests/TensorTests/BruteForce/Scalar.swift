import Foundation

/// A number the reference computes with: a Double, or one that remembers what it came from.
///
/// Every computation is written once over this protocol. The only operation is `combine`; the rest says what a value is
/// and what its partial derivatives are.
protocol Scalar {
  var value: Double { get }
  init(_ constant: Double)
  /// A number with `value`, whose partial derivative with respect to each operand is the slope beside it.
  static func combine(_ value: Double, _ operands: [(operand: Self, slope: Double)]) -> Self
}

extension Double: Scalar {
  var value: Double { self }
  static func combine(_ value: Double, _ operands: [(operand: Double, slope: Double)]) -> Double { value }
}

extension Scalar {
  static func plus(_ left: Self, _ right: Self) -> Self {
    combine(left.value + right.value, [(left, 1), (right, 1)])
  }
  static func minus(_ left: Self, _ right: Self) -> Self {
    combine(left.value - right.value, [(left, 1), (right, -1)])
  }
  static func times(_ left: Self, _ right: Self) -> Self {
    combine(left.value * right.value, [(left, right.value), (right, left.value)])
  }
  static func sum(_ terms: [Self]) -> Self {
    combine(terms.reduce(0) { $0 + $1.value }, terms.map { ($0, 1) })
  }
  /// sum of left times right.
  static func dot(_ left: [Self], _ right: [Self]) -> Self {
    var value = 0.0
    var operands: [(operand: Self, slope: Double)] = []
    for (a, b) in zip(left, right) {
      value += a.value * b.value
      operands.append((a, b.value))
      operands.append((b, a.value))
    }
    return combine(value, operands)
  }
  func scaled(by factor: Double) -> Self { Self.combine(factor * value, [(self, factor)]) }
  private func mapped(_ result: Double, slope: Double) -> Self { Self.combine(result, [(self, slope)]) }

  var exponential: Self {
    let result = exp(value)
    return mapped(result, slope: result)
  }
  var inverseSquareRoot: Self {
    let result = 1 / value.squareRoot()
    return mapped(result, slope: -0.5 * result / value)
  }
  var logistic: Self {
    let result = 1 / (1 + exp(-value))
    return mapped(result, slope: result * (1 - result))
  }
  var hyperbolicTangent: Self {
    let result = tanh(value)
    return mapped(result, slope: 1 - result * result)
  }
  /// log(1 + exp x), without overflow.
  var softplus: Self {
    mapped(max(value, 0) + log1p(exp(-abs(value))), slope: 1 / (1 + exp(-value)))
  }
  /// x for positive x, else slope times x.
  func leaky(slope: Double) -> Self { mapped(value > 0 ? value : slope * value, slope: value > 0 ? 1 : slope) }
  /// x for positive x, else exp x - 1.
  var exponentialLinear: Self {
    mapped(value > 0 ? value : expm1(value), slope: value > 0 ? 1 : exp(value))
  }
  /// x times the standard normal's distribution function, whose density is in the slope.
  var gaussianErrorLinear: Self {
    let below = 0.5 * (1 + erf(value / 2.0.squareRoot()))
    let density = exp(-0.5 * value * value) / (2 * Double.pi).squareRoot()
    return mapped(value * below, slope: below + value * density)
  }
  /// log sum exp; terms may be -inf, not all of them.
  static func logSumExp(_ terms: [Self]) -> Self {
    let largest = terms.map(\.value).max() ?? -.infinity
    let result = largest + log(terms.reduce(0) { $0 + exp($1.value - largest) })
    return combine(result, terms.map { ($0, exp($0.value - result)) })
  }
  /// Log-probabilities of a categorical distribution.
  static func logSoftmax(_ logits: [Self]) -> [Self] {
    let normaliser = logSumExp(logits)
    return logits.map { minus($0, normaliser) }
  }
}
