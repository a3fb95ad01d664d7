import Glibc
import KernelInterface
import Testing

/// A reduction over dense input of `extents`, whose dimensions `reduced` go away.
struct ReduceCase {
  var code: ReduceCode
  var extents: [Int]
  var reduced: Set<Int>
  var pitch = 0
  var special: [Int: Float] = [:]

  var strides: [Int] { NestCase.strides(extents, pitch: pitch) }
  private var kept: [Int] { extents.indices.filter { !reduced.contains($0) } }
  var keptCount: Int { kept.reduce(1) { $0 * extents[$1] } }
  var outer: Int { kept.first.map { extents[$0] } ?? 1 }

  var input: Floats {
    let input = randomFloats(zip(extents, strides).reduce(1) { $0 + ($1.0 - 1) * $1.1 }, seed: 21, range: 5)
    for (place, value) in special { input.base[place] = value }
    return input
  }

  func run(_ table: KernelTable, _ ranges: [Range<Int>]) -> Floats {
    let keptExtents = kept.isEmpty ? [1] : kept.map { extents[$0] }
    let out = Floats(count: keptCount) { _ in -77 }
    let input = input
    let removed = extents.indices.filter(reduced.contains)
    let keptSizes = Integers([-1] + keptExtents.dropFirst())
    let outputStrides = Integers(NestCase.strides(keptExtents))
    let inputStrides = Integers(kept.isEmpty ? [0] : kept.map { strides[$0] })
    let reducedSizes = Integers(removed.map { extents[$0] })
    let reducedStrides = Integers(removed.map { strides[$0] })
    let loop = ReduceLoop(
      code: code, output: out.base, input: input.base, keptRank: keptExtents.count, keptExtents: keptSizes.base,
      keptOutputStrides: outputStrides.base, keptInputStrides: inputStrides.base, reducedRank: removed.count,
      reducedExtents: reducedSizes.base, reducedInputStrides: reducedStrides.base)
    for range in ranges { table.reduce(loop, range) }
    #expect(out.isGuardIntact)
    return out
  }

  /// The terms of every output, in index order.
  var terms: [[Double]] {
    let input = input
    var terms = Array(repeating: [Double](), count: keptCount)
    var index = extents.map { _ in 0 }
    for _ in 0..<extents.reduce(1, *) {
      let place = kept.reduce(0) { $0 * extents[$1] + index[$1] }
      terms[place].append(Double(input.base[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }]))
      for d in extents.indices.reversed() {
        index[d] += 1
        if index[d] < extents[d] { break }
        index[d] = 0
      }
    }
    return terms
  }
}

@Suite struct ReduceTests {
  static let shapes: [(extents: [Int], reduced: Set<Int>)] = [
    ([7], [0]), ([70], [0]), ([5, 2], [1]), ([40, 2], [1]), ([33, 10], [1]), ([33, 16], [1]), ([9, 17], [1]),
    ([3, 70], [1]), ([70, 3], [0]), ([70, 33], [0]), ([4, 5, 6], [1]), ([4, 5, 20], [0, 2]), ([4, 5, 6], [0, 1]),
    ([3, 4, 5, 6], [1, 3]), ([3, 4, 5, 6], [0, 2]), ([6, 1, 50], [1]), ([2, 3, 4], [0, 1, 2]), ([70, 5, 10], [1]),
    ([21, 6, 16], [1]), ([9, 7, 1], [1]), ([35, 3, 9], [1, 2]), ([5, 40, 3, 10], [2, 3]),
  ]

  @Test(arguments: ReduceCode.allCases)
  func matchesDouble(_ code: ReduceCode) {
    for shape in Self.shapes {
      for pitch in [0, 1, 3] {
        let reduce = ReduceCase(code: code, extents: shape.extents, reduced: shape.reduced, pitch: pitch)
        let result = reduce.run(fastest, [0..<reduce.outer])
        for (value, terms) in zip(result.values, reduce.terms) {
          let top = terms.max() ?? 0
          let truth =
            switch code {
            case .sum: terms.reduce(0, +)
            case .max: top
            case .logSumExp: top + log(terms.reduce(0) { $0 + exp($1 - top) })
            case .softplusSum: terms.reduce(0) { $0 + max($1, 0) + log1p(exp(-abs($1))) }
            }
          let size = terms.reduce(0) { $0 + abs($1) } + 1
          #expect(abs(Double(value) - truth) <= (code == .max ? 0 : size * 0x1p-21), "\(reduce)")
        }
      }
    }
  }

  @Test(arguments: ReduceCode.allCases)
  func anyTilesAndInstructionSetsGiveTheSameBits(_ code: ReduceCode) {
    for shape in Self.shapes {
      let reduce = ReduceCase(code: code, extents: shape.extents, reduced: shape.reduced, pitch: 1)
      let whole = reduce.run(fastest, [0..<reduce.outer]).bits
      for parts in [2, 3, 7] where parts <= reduce.outer {
        #expect(reduce.run(fastest, uneven(reduce.outer, into: parts)).bits == whole)
      }
      for table in tables { #expect(reduce.run(table, [0..<reduce.outer]).bits == whole) }
    }
  }

  /// Lane i and lane i + 8, then i + 4, i + 2, i + 1.
  @Test func contiguousSumsAreAHalvingTree() {
    for length in 1...70 {
      let values = randomFloats(length, seed: 21, range: 5).values
      var lanes = [Float](repeating: 0, count: 16)
      for (i, value) in values.enumerated() { lanes[i % 16] = i < 16 ? value : lanes[i % 16] + value }
      for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] += lanes[i + half] } }
      for rows in [1, 20] {
        let reduce = ReduceCase(code: .sum, extents: [rows, length], reduced: [1])
        #expect(reduce.run(fastest, [0..<rows]).values[0] == lanes[0], "\(length)")
      }
    }
  }

  /// Rows with a gap behind them, whose last may not be read past its end, and sums of columns in index order.
  @Test(arguments: 1...16)
  func shortRowsAndColumnsAreSummedAlone(_ width: Int) {
    for (rows, pitch) in [(1, 0), (4, 0), (16, 0), (17, 5), (47, 1)] {
      let trees = ReduceCase(code: .sum, extents: [rows, width], reduced: [1], pitch: pitch)
      let input = trees.input.values
      let expected = (0..<rows).map { row in
        var lanes = [Float](repeating: 0, count: 16)
        for i in 0..<width { lanes[i] = input[row * trees.strides[0] + i] }
        for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] += lanes[i + half] } }
        return lanes[0]
      }
      for table in tables { #expect(trees.run(table, [0..<rows]).values == expected) }
      // One column without a gap is a row.
      if width + pitch == 1 { continue }
      let columns = ReduceCase(code: .sum, extents: [rows, 6, width], reduced: [1], pitch: pitch)
      let terms = columns.input.values
      let sums = (0..<rows * width).map { place in
        (0..<6).reduce(Float(0)) {
          $0 + terms[place / width * columns.strides[0] + $1 * columns.strides[1] + place % width]
        }
      }
      for table in tables { #expect(columns.run(table, [0..<rows]).values == sums) }
    }
  }

  @Test func infinitiesAndNaN() {
    for extents in [[3, 20], [20, 4]] {
      let width = extents[1]
      var special: [Int: Float] = [:]
      for i in 0..<width { special[i] = -.infinity }
      special[width] = .nan
      special[2 * width + 1] = -.infinity
      let logSumExp = ReduceCase(code: .logSumExp, extents: extents, reduced: [1], special: special)
      let result = logSumExp.run(fastest, [0..<extents[0]]).values
      #expect(result[0] == -.infinity && result[1].isNaN && result[2].isFinite)
      let maximum = ReduceCase(code: .max, extents: extents, reduced: [1], special: special)
      let top = maximum.run(fastest, [0..<extents[0]]).values
      #expect(top[0] == -.infinity && top[1].isNaN && top[2].isFinite)
      special[width * 3] = .infinity
      let softplus = ReduceCase(code: .softplusSum, extents: extents, reduced: [1], special: special)
      let sums = softplus.run(fastest, [0..<extents[0]]).values
      #expect(sums[0] == 0 && sums[1].isNaN && sums[2].isFinite)
    }
  }
}
