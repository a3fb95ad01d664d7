import Glibc
import KernelInterface
import Testing

/// Applies one primitive to all elements of contiguous operands.
func apply(_ code: ElementwiseCode, _ operands: [[Float]], table: KernelTable = fastest) -> [Float] {
  let count = operands[0].count
  let inputs = operands.map(Floats.init)
  let pointers = UnsafeMutablePointer<UnsafePointer<Float>>.allocate(capacity: inputs.count)
  defer { pointers.deallocate() }
  for (i, input) in inputs.enumerated() { pointers[i] = UnsafePointer(input.base) }
  let output = Floats(count: count)
  let scratch = Floats(count: ElementwiseLoop.scratchElements(inputCount: inputs.count, programCount: 1))
  let extents = Integers([count])
  let strides = Integers(Array(repeating: 1, count: inputs.count + 1))
  var step = ElementwiseInstruction(code: code, a: 0, b: 1, c: 2)
  if inputs.count < 2 { step.b = 0 }
  if inputs.count < 3 { step.c = 0 }
  withUnsafePointer(to: step) { program in
    table.elementwise(
      ElementwiseLoop(
        output: output.base, inputs: pointers, inputCount: inputs.count, rank: 1, extents: extents.base,
        strides: strides.base, program: program, programCount: 1, scratch: scratch.base), 0..<count)
  }
  #expect(output.isGuardIntact && scratch.isGuardIntact)
  return output.values
}

/// Distance of `value` from the true one in units of the last place of the true one rounded to Float.
func unitsInLastPlace(_ value: Float, _ truth: Double) -> Double {
  let rounded = Float(truth)
  if value.isNaN || rounded.isNaN { return value.isNaN && rounded.isNaN ? 0 : .infinity }
  if value == rounded { return 0 }
  if value.isInfinite || rounded.isInfinite { return .infinity }
  return abs(Double(value) - truth) / Double(rounded.ulp)
}

/// Arguments of every exponent and both signs, some of each, and all around the ends.
private let sweep: [Float] = {
  var values: [Float] = [0, -0.0, .infinity, -.infinity, .nan]
  var numbers = TestNumbers(seed: 7)
  for exponent in UInt32(0)..<255 {
    for _ in 0..<400 {
      let bits = exponent << 23 | UInt32(numbers.next() & 0x7F_FFFF)
      values.append(Float(bitPattern: bits))
      values.append(-Float(bitPattern: bits))
    }
  }
  for _ in 0..<200_000 { values.append(numbers.float(110)) }
  for _ in 0..<200_000 { values.append(numbers.float(4)) }
  return values
}()

/// A function, its truth and the bound of its error.
struct MathCase: Sendable, CustomTestStringConvertible {
  var code: ElementwiseCode
  var bound: Double
  var truth: @Sendable (Double) -> Double
  var testDescription: String { "\(code)" }
}

@Suite struct MathFunctionTests {
  static let cases = [
    MathCase(code: .exp, bound: 1) { Glibc.exp($0) },
    MathCase(code: .log, bound: 1) { Glibc.log($0) },
    MathCase(code: .expMinusOne, bound: 2) { Glibc.expm1($0) },
    MathCase(code: .tanh, bound: 5) { Glibc.tanh($0) },
    MathCase(code: .sigmoid, bound: 4) { 1 / (1 + Glibc.exp(-$0)) },
    MathCase(code: .softplus, bound: 4) { max($0, 0) + Glibc.log1p(Glibc.exp(-abs($0))) },
    MathCase(code: .erf, bound: 4) { Glibc.erf($0) },
    MathCase(code: .squareRoot, bound: 0.5) { $0.squareRoot() },
  ]

  @Test(arguments: cases)
  func staysWithinItsBound(_ function: MathCase) {
    let results = apply(function.code, [sweep])
    var worst = (error: 0.0, at: Float(0))
    for (x, y) in zip(sweep, results) {
      let truth = x.isNaN ? Double.nan : function.truth(Double(x))
      let error = unitsInLastPlace(y, truth)
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= function.bound, "\(worst)")
  }

  @Test(arguments: cases)
  func hasTheSameBitsEverywhere(_ function: MathCase) {
    let some = stride(from: 0, to: sweep.count, by: 17).map { sweep[$0] }
    let results = tables.map { Floats(apply(function.code, [some], table: $0)).bits }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func keepsTheSignOfZero() {
    for code in [ElementwiseCode.tanh, .erf, .expMinusOne, .squareRoot] {
      #expect(apply(code, [[-0.0, 0.0]]).map(\.sign) == [.minus, .plus], "\(code)")
    }
  }

  @Test func endsOfTheRange() {
    #expect(apply(.exp, [[-.infinity, -104, .infinity, 88.73, 0]]) == [0, 0, .infinity, .infinity, 1])
    #expect(
      apply(.log, [[0, -0.0, .infinity, 1, .leastNonzeroMagnitude]]).prefix(4) == [
        -.infinity, -.infinity, .infinity, 0,
      ])
    #expect(apply(.log, [[-1, -.infinity, -.leastNonzeroMagnitude, .nan]]).allSatisfy { $0.isNaN })
    #expect(apply(.softplus, [[.infinity, -.infinity]]) == [.infinity, 0])
    #expect(apply(.tanh, [[.infinity, -.infinity]]) == [1, -1])
  }
}

@Suite struct PrimitiveTests {
  private let inf = Float.infinity

  @Test func comparisonsAreFalseForNaN() {
    #expect(apply(.greater, [[1, 2, .nan, 1, inf], [2, 1, 1, .nan, -inf]]) == [0, 1, 0, 0, 1])
    #expect(apply(.equal, [[1, 2, .nan, 0, inf], [1, 1, .nan, -0.0, inf]]) == [1, 0, 0, 1, 1])
  }

  @Test func selectPassesValuesThrough() {
    let result = apply(.select, [[1, 0, -1, .nan, 2], [5, .nan, .nan, 5, .nan], [.nan, 6, 7, 6, 8]])
    #expect(result[0] == 5 && result[1] == 6 && result[2] == 7)
    #expect(result[3].isNaN && result[4].isNaN)
  }

  @Test func maximumIsNaNIfEitherIs() {
    let result = apply(.maximum, [[1, .nan, 3, -inf], [2, 1, .nan, -inf]])
    #expect(result[0] == 2 && result[1].isNaN && result[2].isNaN && result[3] == -inf)
  }

  @Test func expDifferenceIsZeroWhereTheFirstIsMinusInfinity() {
    let result = apply(.expDifference, [[-inf, -inf, 0, 1, .nan], [-inf, .nan, 0, inf, 0]])
    #expect(result.prefix(4) == [0, 0, 1, 0])
    #expect(result[4].isNaN)
  }

  @Test func multiplyOrZeroIsZeroWhereTheFirstIs() {
    let result = apply(.multiplyOrZero, [[0, -0.0, 0, 2, .nan], [-inf, .nan, 3, 4, 0]])
    #expect(result.prefix(4) == [0, 0, 0, 8])
    #expect(result[4].isNaN)
  }

  @Test func arithmeticIsExact() {
    let (a, b, c): ([Float], [Float], [Float]) = ([1.5, -2, 1e30], [3, 0.25, 1e20], [1, 2, 3])
    #expect(apply(.add, [a, b]) == [4.5, -1.75, 1e30])
    #expect(apply(.subtract, [a, b]) == [-1.5, -2.25, 1e30])
    #expect(apply(.multiply, [a, b]) == [4.5, -0.5, inf])
    #expect(apply(.divide, [a, b]) == [0.5, -8, 1e30 / 1e20])
    #expect(apply(.negate, [a]) == [-1.5, 2, -1e30])
    #expect(apply(.multiplyAdd, [a, b, c]) == [5.5, 1.5, inf])
    #expect(apply(.copy, [a]) == a)
  }
}
