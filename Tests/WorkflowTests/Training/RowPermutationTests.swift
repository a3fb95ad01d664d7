import Testing
import Workflows

@Suite struct RowPermutationTests {
  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 100, 1023, 1024, 1025])
  func everyRowComesOnce(count: Int) {
    for epoch in 0..<3 {
      let order = RowPermutation(count: count, seed: 7, epoch: epoch)
      #expect((0..<count).map { order[$0] }.sorted() == Array(0..<count))
    }
  }

  @Test(arguments: [1, 2, 5, 100, 1025, 70_000])
  func rowsWrittenTogetherAreThoseOfEachPosition(count: Int) {
    let order = RowPermutation(count: count, seed: 5, epoch: 4)
    let positions = count / 3..<min(count, count / 3 + 300)
    var rows = [Int32](repeating: -1, count: positions.count)
    rows.withUnsafeMutableBufferPointer { order.write(positions, to: $0) }
    #expect(rows.map { Int($0) } == positions.map { order[$0] })
  }

  @Test func epochsAndSeedsGiveOtherOrders() {
    func order(seed: UInt64, epoch: Int) -> [Int] {
      let order = RowPermutation(count: 50, seed: seed, epoch: epoch)
      return (0..<50).map { order[$0] }
    }
    #expect(order(seed: 1, epoch: 0) == order(seed: 1, epoch: 0))
    #expect(order(seed: 1, epoch: 0) != order(seed: 1, epoch: 1))
    #expect(order(seed: 1, epoch: 0) != order(seed: 2, epoch: 0))
  }

  /// Counts of (position, row) over many epochs: chi-square with 36 degrees of freedom, mean 36 and deviation 8.5.
  @Test func everyRowIsAsLikelyAtEveryPosition() {
    let (count, epochs) = (7, 7000)
    var counts = Array(repeating: Array(repeating: 0, count: count), count: count)
    for epoch in 0..<epochs {
      let order = RowPermutation(count: count, seed: 3, epoch: epoch)
      for position in 0..<count { counts[position][order[position]] += 1 }
    }
    let expected = Double(epochs) / Double(count)
    let chiSquare = counts.joined().reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare > 10 && chiSquare < 80, "chi-square is \(chiSquare)")
  }

  /// All 24 orders of four rows come up, about equally often: a network that only reached some would not.
  @Test func everyOrderOfFourRowsIsReached() {
    var counts: [[Int]: Int] = [:]
    for epoch in 0..<4800 {
      let order = RowPermutation(count: 4, seed: 11, epoch: epoch)
      counts[(0..<4).map { order[$0] }, default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { $0 > 120 && $0 < 290 }, "\(counts.values.sorted())")
  }
}
