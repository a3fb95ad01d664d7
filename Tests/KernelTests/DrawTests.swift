import Glibc
import KernelInterface
import Testing

@Suite struct DrawTests {
  /// Draws once for each uniform from one segment.
  private func draws(_ x: [Float], _ uniforms: [Float], _ table: KernelTable = fastest) -> [Float] {
    let output = Floats(count: uniforms.count)
    let (input, second) = (Floats(x), Floats(uniforms))
    let ends = Integers([0, x.count])
    table.draw(
      SegmentedRows(
        output: output.base, outputRowStride: 1, input: input.base, inputRows: RowMap(divisor: 1, outer: 0, inner: 0),
        second: second.base, secondRows: RowMap(divisor: 1, outer: 1, inner: 0), segments: 1, offsets: ends.base),
      0..<uniforms.count)
    #expect(output.isGuardIntact)
    return output.values
  }

  @Test func invertsTheDistributionFunction() {
    let x = [0.1, 0.2, 0.3, 0.4].map { Float(log($0)) }
    #expect(draws(x, [0.05, 0.15, 0.29, 0.31, 0.59, 0.61, 0.99]) == [0, 1, 1, 2, 2, 3, 3])
  }

  @Test func neverTakesAnImpossibleEntry() {
    let (low, high): (Float, Float) = (0x1p-24, 1 - 0x1p-24)
    let inf = Float.infinity
    #expect(draws([-inf, 0, -inf], [low, 0.5, high]) == [1, 1, 1])
    #expect(draws([-inf, -inf, -1, -1, -inf], [low, high]) == [2, 3])
    #expect(draws([-inf, -inf], [0.5]) == [0])
    let wide = (0..<3000).map { $0 == 2500 ? Float(0) : -inf }
    #expect(draws(wide, [low, 0.5, high]) == [2500, 2500, 2500])
  }

  /// Widths at which rounding leaves the running sum below u times the total.
  @Test func largestUniformStaysInRange() {
    for width in [2, 3, 10, 70, 1000, 1024, 1025, 5024] {
      let x = Array(repeating: -Float(log(Double(width))), count: width)
      let index = draws(x, [1 - 0x1p-24, 0x1p-24])
      #expect(index[0] >= Float(width - 2) && index[0] < Float(width) && index[1] == 0, "\(width)")
    }
  }

  @Test func frequenciesAreTheProbabilities() {
    let probabilities: [Double] = [0.5, 0.125, 0, 0.25, 0.125]
    let uniforms = (0..<4096).map { (Float($0) + 0.5) / 4096 }
    var counts = [0, 0, 0, 0, 0]
    for index in draws(probabilities.map { Float(log($0)) }, uniforms) { counts[Int(index)] += 1 }
    for (count, probability) in zip(counts, probabilities) { #expect(abs(Double(count) - 4096 * probability) <= 1) }
  }

  @Test func allInstructionSetsDrawTheSame() {
    let uniforms = (0..<50).map { (Float($0) + 0.5) / 50 }
    for width in [2, 10, 70, 1500] {
      let x = randomFloats(width, seed: width, range: 3).values
      let results = tables.map { draws(x, uniforms, $0) }
      #expect(results.allSatisfy { $0 == results[0] })
    }
  }
}
