import Glibc

/// The primitives of elementwise programs.
package enum Primitive: Hashable, Sendable {
  case constant(Float)
  case copy, add, subtract, multiply, divide, negate
  case exp, log, tanh, sigmoid, softplus, erf, squareRoot, expMinusOne
  /// a > b ? 1 : 0, and a == b ? 1 : 0.
  case greater, equal
  /// a > 0 ? b : c.
  case select
  /// exp(a - b), 0 where a is -inf: a weight of a log-sum-exp that has no -inf - -inf.
  case expDifference
  /// a b, 0 where a is 0: 0 log 0 = 0.
  case multiplyOrZero
  case maximum

  /// Operands.
  package var arity: Int {
    switch self {
    case .constant: 0
    case .copy, .negate, .exp, .log, .tanh, .sigmoid, .softplus, .erf, .squareRoot, .expMinusOne: 1
    case .add, .subtract, .multiply, .divide, .greater, .equal, .expDifference, .multiplyOrZero, .maximum: 2
    case .select: 3
    }
  }

  /// The formula with operands filled in.
  package func formula(_ a: [String]) -> String {
    switch self {
    case .constant(let value): "\(value)"
    case .copy: a[0]
    case .add: "(\(a[0]) + \(a[1]))"
    case .subtract: "(\(a[0]) - \(a[1]))"
    case .multiply: "\(a[0]) * \(a[1])"
    case .divide: "\(a[0]) / \(a[1])"
    case .negate: "-\(a[0])"
    case .exp: "exp(\(a[0]))"
    case .log: "log(\(a[0]))"
    case .tanh: "tanh(\(a[0]))"
    case .sigmoid: "sigmoid(\(a[0]))"
    case .softplus: "softplus(\(a[0]))"
    case .erf: "erf(\(a[0]))"
    case .squareRoot: "sqrt(\(a[0]))"
    case .expMinusOne: "expm1(\(a[0]))"
    case .greater: "(\(a[0]) > \(a[1]))"
    case .equal: "(\(a[0]) == \(a[1]))"
    case .select: "(\(a[0]) > 0 ? \(a[1]) : \(a[2]))"
    case .expDifference: "exp(\(a[0]) - \(a[1]))"
    case .multiplyOrZero: "\(a[0]) *0 \(a[1])"
    case .maximum: "max(\(a[0]), \(a[1]))"
    }
  }

  /// The value in Double.
  package func reference(_ a: Double, _ b: Double, _ c: Double) -> Double {
    switch self {
    case .constant(let value): Double(value)
    case .copy: a
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .negate: -a
    case .exp: Glibc.exp(a)
    case .log: Glibc.log(a)
    case .tanh: Glibc.tanh(a)
    case .sigmoid: 1 / (1 + Glibc.exp(-a))
    case .softplus: Swift.max(a, 0) + Glibc.log1p(Glibc.exp(-abs(a)))
    case .erf: Glibc.erf(a)
    case .squareRoot: a.squareRoot()
    case .expMinusOne: Glibc.expm1(a)
    case .greater: a > b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .select: a > 0 ? b : c
    case .expDifference: a == -.infinity ? 0 : Glibc.exp(a - b)
    case .multiplyOrZero: a == 0 ? 0 : a * b
    case .maximum: a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
    }
  }
}
