import Glibc
import KernelInterface
import Testing

/// A product with all its operands, so that it can be run again on another table or cut into other tiles.
private struct ProductCase {
  var (m, n, k) = (1, 1, 1)
  var transposesA = false
  var transposesB = false
  var usesBias = false
  var accumulates = false
  /// All entries of a but every n-th are 0.
  var keepsOneIn = 1

  /// c after the product, its rows one float longer than n.
  func run(
    _ table: KernelTable, rows: [Range<Int>], columns: [Range<Int>], skipsZeros: Bool = false
  ) -> Floats {
    let (a, b, bias, c) = operands
    let elements = skipsZeros ? MatrixProduct.sparseScratchElements : MatrixProduct.scratchElements(depth: k)
    let scratch = Floats(count: elements) { _ in .nan }
    let (aPitch, bPitch) = ((transposesA ? m : k) + 3, (transposesB ? k : n) + 5)
    let product = MatrixProduct(
      a: a.base, aRowStride: transposesA ? 1 : aPitch, aColumnStride: transposesA ? aPitch : 1, b: b.base,
      bRowStride: transposesB ? 1 : bPitch, bColumnStride: transposesB ? bPitch : 1, c: c.base, cRowStride: n + 1,
      depth: k, bias: usesBias ? UnsafePointer(bias.base) : nil, accumulates: accumulates, scratch: scratch.base)
    let multiply = skipsZeros ? table.sparseProduct : table.matrixProduct
    for row in rows { for column in columns { multiply(product, row, column) } }
    #expect(c.isGuardIntact && scratch.isGuardIntact)
    return c
  }

  private var operands: (a: Floats, b: Floats, bias: Floats, c: Floats) {
    let (aRows, aPitch) = transposesA ? (k, m + 3) : (m, k + 3)
    let (bRows, bPitch) = transposesB ? (n, k + 5) : (k, n + 5)
    let a = randomFloats(aRows * aPitch, seed: 1)
    for index in 0..<aRows * aPitch where index % keepsOneIn != 0 { a.base[index] = 0 }
    return (
      a, randomFloats(bRows * bPitch, seed: 2), randomFloats(n, seed: 3),
      randomFloats(m * (n + 1), seed: 4)
    )
  }

  /// The same in scalar steps: one fused multiply-add a term, k ascending.
  var expected: [Float] {
    let (a, b, bias, c) = operands
    let (aPitch, bPitch) = ((transposesA ? m : k) + 3, (transposesB ? k : n) + 5)
    var result = c.values
    for i in 0..<m {
      for j in 0..<n {
        var sum: Float = accumulates ? result[i * (n + 1) + j] : usesBias ? bias.base[j] : 0
        for q in 0..<k {
          let left = a.base[transposesA ? q * aPitch + i : i * aPitch + q]
          sum = fmaf(left, b.base[transposesB ? j * bPitch + q : q * bPitch + j], sum)
        }
        result[i * (n + 1) + j] = sum
      }
    }
    return result
  }

  /// Both in Double: the largest error in units of sum |a b| 2^-24.
  static let sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70]
}

@Suite struct MatrixProductTests {
  @Test(arguments: 0..<4)
  func matchesScalarStepsInEveryForm(_ form: Int) {
    var numbers = TestNumbers(seed: form)
    for trial in 0..<260 {
      var product = ProductCase()
      product.m = ProductCase.sizes[numbers.index(26)]
      product.n = ProductCase.sizes[trial % 26]
      product.k = 1 + numbers.index(70)
      product.transposesA = form & 1 == 1
      product.transposesB = form & 2 == 2
      product.usesBias = trial % 3 == 1
      product.accumulates = trial % 3 == 2
      let result = product.run(fastest, rows: [0..<product.m], columns: [0..<product.n])
      #expect(result.values == product.expected, "\(product)")
    }
  }

  /// Terms that are left out change no bit: a third of a is not 0, among it a NaN and -0.
  @Test(arguments: [false, true])
  func skippingZerosIsTheSameProduct(_ transposesA: Bool) {
    var numbers = TestNumbers(seed: 5)
    for trial in 0..<120 {
      var product = ProductCase(m: 1 + numbers.index(70), n: 1 + numbers.index(150), k: 1 + numbers.index(70))
      product.transposesA = transposesA
      product.usesBias = trial % 3 == 1
      product.accumulates = trial % 3 == 2
      product.keepsOneIn = 3
      // Terms of several blocks, more rows than are listed at once, and rows of b a whole number of kilobytes apart.
      if trial == 0 { product.k = 1100 }
      if trial == 1 { (product.m, product.k) = (300, 100) }
      if trial == 2 { (product.m, product.n, product.k) = (70, 300, 600) }
      if trial == 3 { product.n = 251 }
      for table in tables {
        let result = product.run(table, rows: [0..<product.m], columns: [0..<product.n], skipsZeros: true)
        #expect(result.values == product.expected, "\(product) \(table.name)")
        let cut = product.run(
          table, rows: [0..<product.m / 2, product.m / 2..<product.m], columns: [0..<product.n], skipsZeros: true)
        #expect(cut.values == result.values)
      }
    }
  }

  @Test func everySizeTo70InTheSquareForm() {
    for size in 1...70 {
      let product = ProductCase(m: size, n: size, k: size, usesBias: true)
      let result = product.run(fastest, rows: [0..<size], columns: [0..<size])
      #expect(result.values == product.expected, "\(size)")
    }
  }

  @Test func isCloseToDouble() {
    let product = ProductCase(m: 37, n: 41, k: 300)
    let a = randomFloats(37 * 303, seed: 1)
    let b = randomFloats(300 * 46, seed: 2)
    let result = product.run(fastest, rows: [0..<37], columns: [0..<41])
    for i in 0..<37 {
      for j in 0..<41 {
        var (sum, size) = (0.0, 0.0)
        for q in 0..<300 {
          let term = Double(a.base[i * 303 + q]) * Double(b.base[q * 46 + j])
          sum += term
          size += abs(term)
        }
        #expect(abs(Double(result.base[i * 42 + j]) - sum) <= size * 300 * 0x1p-24)
      }
    }
  }

  @Test func depthBeyondOneBlockKeepsTheOrder() {
    for (m, n) in [(7, 18), (20, 3), (1, 70)] {
      for accumulates in [false, true] {
        let product = ProductCase(m: m, n: n, k: 1300, usesBias: !accumulates, accumulates: accumulates)
        #expect(product.run(fastest, rows: [0..<m], columns: [0..<n]).values == product.expected)
      }
    }
  }

  @Test func noDepthStoresTheStart() {
    let product = ProductCase(m: 20, n: 3, k: 0, usesBias: true)
    #expect(product.run(fastest, rows: [0..<20], columns: [0..<3]).values == product.expected)
    let wide = ProductCase(m: 3, n: 20, k: 0)
    #expect(wide.run(fastest, rows: [0..<3], columns: [0..<20]).values == wide.expected)
  }

  @Test func anyTilesGiveTheSameBits() {
    let product = ProductCase(m: 61, n: 67, k: 53, transposesB: true, usesBias: true)
    let whole = product.run(fastest, rows: [0..<61], columns: [0..<67]).bits
    for parts in 2...9 {
      #expect(product.run(fastest, rows: uneven(61, into: parts), columns: uneven(67, into: 11 - parts)).bits == whole)
    }
  }

  @Test func allInstructionSetsGiveTheSameBits() {
    for (m, n, k) in [(13, 37, 21), (33, 2, 40), (1, 70, 9), (17, 10, 33)] {
      for form in 0..<4 {
        let product = ProductCase(
          m: m, n: n, k: k, transposesA: form & 1 == 1, transposesB: form & 2 == 2, accumulates: form == 3)
        let results = tables.map { product.run($0, rows: [0..<m], columns: [0..<n]).bits }
        #expect(results.allSatisfy { $0 == results[0] })
      }
    }
  }
}
