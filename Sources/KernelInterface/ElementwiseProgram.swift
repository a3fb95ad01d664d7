/// One instruction of an elementwise program. Registers 0 ..< inputs hold the operands; instruction i writes register
/// inputs + i; the last one is the result.
package struct ElementwiseInstruction: Sendable, Equatable {
  package var code: ElementwiseCode
  /// Registers of the operands; unused ones are 0.
  package var a: Int32
  package var b: Int32
  package var c: Int32
  /// The value of `constant`.
  package var constant: Float

  package init(code: ElementwiseCode, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0, constant: Float = 0) {
    self.code = code
    self.a = a
    self.b = b
    self.c = c
    self.constant = constant
  }
}

/// The primitives of elementwise programs, with fixed numbers.
package enum ElementwiseCode: Int32, Sendable, CaseIterable {
  case constant = 0
  case add = 1
  case subtract = 2
  case multiply = 3
  case divide = 4
  case negate = 5
  case exp = 6
  case log = 7
  case tanh = 8
  /// 1 / (1 + exp(-a))
  case sigmoid = 9
  /// log(1 + exp(a)), no overflow, no cancellation
  case softplus = 10
  case erf = 11
  case squareRoot = 12
  /// a > b ? 1 : 0; false when either is NaN
  case greater = 13
  /// a > 0 ? b : c by selection (b or c is passed through untouched, NaN included); a NaN gives NaN
  case select = 14
  /// exp(a - b), and 0 where a is -inf, whatever b is
  case expDifference = 15
  /// a * b, and 0 where a is 0, whatever b is
  case multiplyOrZero = 16
  /// expm1(a) = exp(a) - 1 without cancellation near 0
  case expMinusOne = 17
  /// a * b + c, fused
  case multiplyAdd = 18
  /// larger of a and b; NaN if either is NaN
  case maximum = 19
  /// a == b ? 1 : 0
  case equal = 20
  /// the register a itself
  case copy = 21
}
