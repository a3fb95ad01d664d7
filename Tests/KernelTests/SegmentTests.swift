import Glibc
import KernelInterface
import Testing

typealias SegmentKernel = @Sendable (SegmentedRows, Range<Int>) -> Void

/// Rows cut into segments; the second operand has `secondWidth` columns.
struct SegmentCase {
  var widths: [Int]
  var rows = 5
  var inputWidth: Int?
  var secondWidth: Int?
  var outputWidth: Int

  var offsets: [Int] { widths.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) } }
  var columns: Int { widths.reduce(0, +) }

  /// Runs on tight operands, `second` repeated every two rows of the input (as for two samples a row).
  func run(_ kernel: SegmentKernel, _ input: Floats, _ second: Floats?, ranges: [Range<Int>]? = nil) -> Floats {
    let output = Floats(count: rows * outputWidth) { _ in -77 }
    let ends = Integers(offsets)
    let width = inputWidth ?? columns
    let segmented = SegmentedRows(
      output: output.base, outputRowStride: outputWidth, input: input.base,
      inputRows: RowMap(divisor: 1, outer: width, inner: 0), second: second.map { UnsafePointer($0.base) },
      secondRows: RowMap(divisor: 2, outer: 0, inner: secondWidth ?? columns), segments: widths.count,
      offsets: ends.base)
    for range in ranges ?? [0..<rows] { kernel(segmented, range) }
    #expect(output.isGuardIntact)
    return output
  }
}

private let segmentations: [[Int]] = [
  Array(repeating: 10, count: 20), Array(repeating: 16, count: 5), Array(repeating: 7, count: 17), [5],
  [1], [2], [3, 4, 7, 8, 9, 16, 17], Array(repeating: 2, count: 200), Array(repeating: 10, count: 20), [70, 1, 70],
  [5024], [2, 1500, 3], Array(repeating: 1, count: 300), Array(1...70), Array(repeating: 3, count: 300),
  Array(repeating: 4, count: 15), Array(repeating: 8, count: 16), Array(repeating: 9, count: 129),
]

@Suite struct LogSoftmaxTests {
  @Test(arguments: segmentations)
  func matchesDouble(_ widths: [Int]) {
    let shape = SegmentCase(widths: widths, outputWidth: widths.reduce(0, +))
    let x = randomFloats(shape.rows * shape.columns, seed: 31, range: 20)
    let y = shape.run(fastest.logSoftmax, x, nil)
    for row in 0..<shape.rows {
      for s in widths.indices {
        let places = (shape.offsets[s]..<shape.offsets[s + 1]).map { row * shape.columns + $0 }
        let top = places.map { Double(x.base[$0]) }.max() ?? 0
        let total = top + log(places.reduce(0) { $0 + exp(Double(x.base[$1]) - top) })
        for place in places {
          #expect(abs(Double(y.base[place]) - (Double(x.base[place]) - total)) <= 40 * 0x1p-22)
        }
      }
    }
  }

  @Test(arguments: segmentations)
  func gradientMatchesDouble(_ widths: [Int]) {
    let shape = SegmentCase(widths: widths, outputWidth: widths.reduce(0, +))
    let dy = randomFloats(shape.rows * shape.columns, seed: 32)
    let y = Floats(count: 2 * shape.columns) { Float(-($0 % 9) - 1) }
    let dx = shape.run(fastest.logSoftmaxGradient, dy, y)
    for row in 0..<shape.rows {
      for s in widths.indices {
        let columns = shape.offsets[s]..<shape.offsets[s + 1]
        let sum = columns.reduce(0.0) { $0 + Double(dy.base[row * shape.columns + $1]) }
        for c in columns {
          let place = row * shape.columns + c
          let truth = Double(dy.base[place]) - exp(Double(y.base[row % 2 * shape.columns + c])) * sum
          #expect(abs(Double(dx.base[place]) - truth) <= 0x1p-16)
        }
      }
    }
  }

  @Test(arguments: segmentations)
  func anyRowsAndInstructionSetsGiveTheSameBits(_ widths: [Int]) {
    let shape = SegmentCase(widths: widths, rows: 3, outputWidth: widths.reduce(0, +))
    let x = randomFloats(shape.rows * shape.columns, seed: 31, range: 20)
    let y = Floats(count: 2 * shape.columns) { Float(-($0 % 9) - 1) }
    let whole = shape.run(fastest.logSoftmax, x, nil).bits
    let gradient = shape.run(fastest.logSoftmaxGradient, x, y).bits
    #expect(shape.run(fastest.logSoftmax, x, nil, ranges: [2..<3, 0..<2]).bits == whole)
    for table in tables {
      #expect(shape.run(table.logSoftmax, x, nil).bits == whole)
      #expect(shape.run(table.logSoftmaxGradient, x, y).bits == gradient)
    }
  }

  /// Segments of every narrow width, rows with and without a gap: sums are trees over sixteen lanes.
  @Test(arguments: 1...17)
  func narrowSumsAreHalvingTrees(_ width: Int) {
    for (segments, gap) in [(1, 0), (7, 0), (16, 0), (17, 2), (130, 0), (300, 1)] {
      var shape = SegmentCase(
        widths: Array(repeating: width, count: segments), rows: 2, outputWidth: segments * width + gap)
      shape.inputWidth = shape.outputWidth
      let x = randomFloats(shape.rows * shape.outputWidth, seed: width, range: 20)
      for place in stride(from: 0, to: shape.columns, by: 11) { x.base[place] = -0.0 }
      let expected = Floats(count: x.count) { _ in -77 }
      let gradient = Floats(count: x.count) { _ in -77 }
      for segment in 0..<shape.rows * segments {
        let start = segment / segments * shape.outputWidth + segment % segments * width
        let terms = (0..<width).map { x.base[start + $0] }
        let (values, sum) = (logSoftmaxByTree(terms), tree(terms))
        for i in 0..<width {
          expected.base[start + i] = values[i]
          gradient.base[start + i] = terms[i] - sum
        }
      }
      for table in tables {
        // Pairs have a formula of their own.
        #expect(width == 2 || shape.run(table.logSoftmax, x, nil).bits == expected.bits)
        #expect(shape.run(table.logSoftmaxGradient, x, Floats(count: 2 * shape.columns)).bits == gradient.bits)
      }
    }
  }

  /// By exp and log of the elementwise kernel.
  private func logSoftmaxByTree(_ x: [Float]) -> [Float] {
    let shifted = x.map { $0 - (x.max() ?? 0) }
    let total = apply(.log, [[tree(apply(.exp, [shifted]))]])[0]
    return shifted.map { $0 - total }
  }

  /// Lane i and lane i + 8, then i + 4, i + 2, i + 1.
  private func tree(_ terms: [Float]) -> Float {
    var lanes = [Float](repeating: 0, count: 16)
    for (i, term) in terms.enumerated() { lanes[i % 16] = i < 16 ? term : lanes[i % 16] + term }
    for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] += lanes[i + half] } }
    return lanes[0]
  }

  /// Entropy of (0, 0, -inf) is log 2, padded to any width; logits of +-1e4 have entropy 0.
  @Test(arguments: [3, 4, 7, 8, 9, 16, 17, 1500])
  func zeroTimesLogZero(_ width: Int) {
    let shape = SegmentCase(widths: [width], rows: 1, outputWidth: width)
    let halves = shape.run(
      fastest.logSoftmax, Floats(count: width) { $0 < 2 ? 0 : -.infinity }, nil
    ).values
    #expect(abs(entropy(halves) - 0.693147) < 1e-6)
    let sure = shape.run(fastest.logSoftmax, Floats(count: width) { $0 == 0 ? 1e4 : -1e4 }, nil).values
    #expect(entropy(sure) == 0)
    // Kullback-Leibler divergences of (0.5, 0.5, 0) from the uniform over 3, from itself, and the other way round.
    let third = (0..<width).map { $0 < 3 ? -Float(log(3.0)) : -.infinity }
    #expect(abs(divergence(halves, third) - 0.405465) < 1e-6)
    #expect(divergence(halves, halves) == 0)
    let p: [Float] = (0..<width).map { $0 < 2 ? Float(log(0.3)) : $0 == 2 ? Float(log(0.4)) : -.infinity }
    #expect(divergence(p, halves) == .infinity)
  }

  private func entropy(_ logarithms: [Float]) -> Float {
    -apply(.multiplyOrZero, [apply(.exp, [logarithms]), logarithms]).reduce(0, +)
  }

  /// sum p (log p - log q), the difference only where p > 0.
  private func divergence(_ p: [Float], _ q: [Float]) -> Float {
    apply(.multiplyOrZero, [apply(.exp, [p]), apply(.subtract, [p, q])]).reduce(0, +)
  }

  @Test func segmentOfMinusInfinityStays() {
    for width in [5, 12] {
      let shape = SegmentCase(widths: [width, width], rows: 1, outputWidth: 2 * width)
      let y = shape.run(fastest.logSoftmax, Floats(count: 2 * width) { $0 < width ? -.infinity : 0 }, nil).values
      #expect(y.prefix(width).allSatisfy { $0 == -.infinity } && y[width].isFinite)
    }
    for width in [1, 2, 5, 40, 1500] {
      let shape = SegmentCase(widths: [width, 2], rows: 1, outputWidth: width + 2)
      let y = shape.run(fastest.logSoftmax, Floats(count: width + 2) { $0 < width ? -.infinity : 0 }, nil).values
      #expect(y.prefix(width).allSatisfy { $0 == -.infinity })
      #expect(abs(y[width] + 0.6931472) < 1e-6)
    }
  }

  @Test func nanStaysInItsSegment() {
    for last in [2, 3] {
      let shape = SegmentCase(widths: [3, 3, last], rows: 1, outputWidth: 6 + last)
      let y = shape.run(fastest.logSoftmax, Floats([0, 0, 0, 0, .nan, 0] + [0, 0, 0].prefix(last)), nil).values
      #expect(y[3...5].allSatisfy { $0.isNaN })
      #expect(y[0...2].allSatisfy { $0.isFinite })
      #expect(y[6...].allSatisfy { $0.isFinite })
    }
  }
}

@Suite struct PickTests {
  @Test func argMaxTakesTheFirstOfEquals() {
    let shape = SegmentCase(widths: [3, 2, 4], rows: 2, outputWidth: 3)
    let x = Floats([1, 5, 5, .nan, 2, -1, -1, -1, 0, -.infinity, -.infinity, -.infinity, 3, 3, 0, 0, 0, 1])
    #expect(shape.run(fastest.argMax, x, nil).values == [1, 1, 3, 0, 0, 3])
  }

  @Test func pickAndUnpickAreTransposes() {
    let shape = SegmentCase(widths: [3, 2, 4], rows: 4, secondWidth: 3, outputWidth: 3)
    let x = randomFloats(4 * 9, seed: 41)
    let index = Floats([2, 0, 3, -1, 1, 0])
    let picked = shape.run(fastest.pick, x, index).values
    for row in 0..<4 {
      for s in 0..<3 {
        let place = Int(index.base[row % 2 * 3 + s])
        #expect(picked[row * 3 + s] == (place < 0 ? 0 : x.base[row * 9 + shape.offsets[s] + place]))
      }
    }
    let back = SegmentCase(widths: [3, 2, 4], rows: 4, inputWidth: 3, secondWidth: 3, outputWidth: 9)
    let spread = back.run(fastest.unpick, Floats(picked), index).values
    for row in 0..<4 {
      for s in 0..<3 {
        for c in 0..<shape.widths[s] {
          let isChosen = Float(c) == index.base[row % 2 * 3 + s]
          #expect(spread[row * 9 + shape.offsets[s] + c] == (isChosen ? picked[row * 3 + s] : 0))
        }
      }
    }
  }
}
