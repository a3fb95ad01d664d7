import Testing
import Workflows

@Suite struct FixedPointSumTests {
  @Test func orderChangesNoDigit() {
    let values = (0..<1000).map { (row: Int) -> Double in
      let value = Double(row * 7919 % 1000) - 499.7
      return row % 7 == 0 ? value * 1e-6 : value * 1e3
    }
    var forward = FixedPointSum()
    var backward = FixedPointSum()
    for value in values { forward.add(value) }
    for value in values.reversed() { backward.add(value) }
    #expect(forward.mean != nil)
    #expect(forward.mean == backward.mean)
    #expect(forward == backward)
  }

  @Test func roundsEachValueOnce() throws {
    var sum = FixedPointSum()
    sum.add(0.1)
    sum.add(0.2)
    let mean = try #require(sum.mean)
    #expect(abs(mean - 0.15) <= 0x1p-33)
  }

  @Test func largeValuesDoNotOverflow() throws {
    var sum = FixedPointSum()
    for _ in 0..<1000 { sum.add(-9e18) }
    sum.add(5e18)
    #expect(try #require(sum.sum) == -9e21 + 5e18)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e30])
  func aValueThatDoesNotFitLeavesNoMean(value: Double) {
    var sum = FixedPointSum()
    sum.add(1)
    sum.add(value)
    #expect(sum.mean == nil)
    #expect(sum.nonFinite == 1)
    #expect(sum.count == 2)
  }

  @Test func noRowsHaveNoMean() { #expect(FixedPointSum().mean == nil) }
}
