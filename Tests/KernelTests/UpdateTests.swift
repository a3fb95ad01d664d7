import Glibc
import KernelInterface
import Testing

/// Optimiser steps on `count` elements, next to the same in Double.
struct UpdateCase: Sendable {
  var code: UpdateCode
  var count = 37
  var momentum: Float = 0.9
  var weightDecay: Float = 0.01

  /// Three steps; returns parameters and both moments one after another.
  func run(_ table: KernelTable, parts: Int = 1, passes: [UpdatePass] = [.whole]) -> [Float] {
    let (p, m, v) = (randomFloats(count, seed: 61), Floats(count: count), Floats(count: count))
    for step in 1...3 {
      let g = randomFloats(count, seed: 62 + step)
      for pass in passes {
        var update = arguments(p, g, m, v, step)
        update.pass = pass
        for range in uneven(count, into: parts) { #expect(table.update(update, range)) }
      }
    }
    #expect(p.isGuardIntact && m.isGuardIntact && v.isGuardIntact)
    return p.values + m.values + v.values
  }

  /// What an update says after it has met `bad` as element `place` of the parameters.
  func saysFinite(_ table: KernelTable, _ pass: UpdatePass, bad: Float, at place: Int) -> Bool {
    let (p, m, v) = (randomFloats(count, seed: 61), Floats(count: count), Floats(count: count))
    p.base[place] = bad
    var update = arguments(p, randomFloats(count, seed: 63), m, v, 1)
    update.pass = pass
    return table.update(update, 0..<count)
  }

  private func arguments(_ p: Floats, _ g: Floats, _ m: Floats, _ v: Floats, _ step: Int) -> UpdateStep {
    let rate = 0.01
    return UpdateStep(
      code: code, parameter: p.base, gradient: g.base, first: m.base, second: v.base, gradientScale: 0.5,
      stepSize: Float(code == .sgd ? rate : rate / (1 - pow(0.9, Double(step)))),
      secondScale: Float(1 / (1 - pow(0.999, Double(step))).squareRoot()), beta1: 0.9, beta2: 0.999, epsilon: 1e-8,
      weightDecay: code == .adamw ? weightDecay * Float(rate) : weightDecay, momentum: momentum, isFirst: step == 1)
  }

  /// The formulas as PyTorch's documentation prints them.
  var expected: [Double] {
    var p = randomFloats(count, seed: 61).values.map(Double.init)
    var (m, v) = (p.map { _ in 0.0 }, p.map { _ in 0.0 })
    let decay = Double(weightDecay)
    for step in 1...3 {
      let gradients = randomFloats(count, seed: 62 + step)
      for i in 0..<count {
        var g = Double(gradients.base[i]) * 0.5
        if code == .adamw { p[i] -= 0.01 * decay * p[i] } else { g += decay * p[i] }
        if code == .sgd {
          let buffer = step == 1 || momentum == 0 ? g : Double(momentum) * m[i] + g
          if momentum != 0 { m[i] = buffer }
          p[i] -= 0.01 * buffer
          continue
        }
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        let first = m[i] / (1 - pow(0.9, Double(step)))
        let second = v[i] / (1 - pow(0.999, Double(step)))
        p[i] -= code == .radamUnrectified ? 0.01 * first : 0.01 * first / (second.squareRoot() + 1e-8)
      }
    }
    return p + m + v
  }
}

@Suite struct UpdateTests {
  static let cases =
    UpdateCode.allCases.map { UpdateCase(code: $0) } + [
      UpdateCase(code: .sgd, momentum: 0), UpdateCase(code: .adam, weightDecay: 0), UpdateCase(code: .adam, count: 16),
      UpdateCase(code: .adamw, count: 1), UpdateCase(code: .adam, count: 70),
    ]

  @Test(arguments: cases)
  func followsTheFormulas(_ update: UpdateCase) {
    for (value, truth) in zip(update.run(fastest), update.expected) {
      #expect(abs(Double(value) - truth) <= 1e-6 * max(abs(truth), 0.01), "\(update)")
    }
  }

  @Test(arguments: cases)
  func anyPartsAndInstructionSetsGiveTheSameBits(_ update: UpdateCase) {
    let whole = Floats(update.run(fastest)).bits
    for parts in 2...7 { #expect(Floats(update.run(fastest, parts: parts)).bits == whole) }
    for table in tables { #expect(Floats(update.run(table)).bits == whole) }
  }
}

extension UpdateTests {
  /// In every lane, in whole vectors and in the rest; the largest number is finite.
  @Test(arguments: cases)
  func parametersThatAreNotFiniteAreFound(_ update: UpdateCase) {
    for table in tables {
      for place in 0..<update.count {
        for pass in [UpdatePass.whole, .parameter] {
          for bad in [Float.nan, .infinity, -.infinity] {
            #expect(!update.saysFinite(table, pass, bad: bad, at: place), "\(bad) at \(place), \(pass)")
          }
          #expect(update.saysFinite(table, pass, bad: 0.99 * Float.greatestFiniteMagnitude, at: place))
        }
      }
    }
  }

  /// Each vector by itself, those that a rule keeps.
  @Test(arguments: cases)
  func separatePassesGiveTheSameBits(_ update: UpdateCase) {
    let keepsFirst = update.code != .sgd || update.momentum != 0
    let passes: [UpdatePass] = (keepsFirst ? [.first] : []) + (update.code == .sgd ? [] : [.second]) + [.parameter]
    for table in tables {
      #expect(Floats(update.run(table, passes: passes)).bits == Floats(update.run(table)).bits)
      #expect(Floats(update.run(table, parts: 3, passes: passes)).bits == Floats(update.run(table)).bits)
    }
  }
}

@Suite struct SumOfSquaresTests {
  @Test(arguments: Array(1...70) + [4095, 4096, 4097, 10_000])
  func matchesDouble(_ count: Int) {
    let x = randomFloats(count, seed: 71)
    let blocks = (count + 4095) / 4096
    func sums(_ table: KernelTable, _ ranges: [Range<Int>]) -> Floats {
      let output = Floats(count: blocks)
      for range in ranges { table.sumOfSquares(BlockSums(output: output.base, input: x.base, count: count), range) }
      #expect(output.isGuardIntact)
      return output
    }
    let result = sums(fastest, [0..<blocks])
    for block in 0..<blocks {
      let truth = (block * 4096..<min(count, (block + 1) * 4096)).reduce(0.0) {
        $0 + Double(x.base[$1]) * Double(x.base[$1])
      }
      #expect(abs(Double(result.base[block]) - truth) <= truth * 0x1p-18)
    }
    #expect(sums(fastest, (0..<blocks).map { $0..<$0 + 1 }).bits == result.bits)
    for table in tables { #expect(sums(table, [0..<blocks]).bits == result.bits) }
  }
}
