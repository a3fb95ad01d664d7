import Testing

@testable import Workflows

@Suite struct CodeCountsTests {
  private func code(_ values: Int...) -> CodeCounts.Code {
    var code = CodeCounts.Code()
    for value in values { code.append(value) }
    return code
  }

  @Test func majorityVote() {
    var counts = CodeCounts()
    for label in [0, 0, 1] { counts.add(code(0, 1), label: label) }
    for label in [1, 1, 1, 0] { counts.add(code(1, 0), label: label) }
    #expect(counts.accuracy(votes: counts) == 5.0 / 7)
  }

  @Test func aTieGoesToTheSmallestLabel() {
    var counts = CodeCounts()
    for label in [2, 1, 2, 1] { counts.add(code(0), label: label) }
    #expect(counts.majorities().ofCode[code(0)] == 1)
  }

  @Test func aCodeNobodyVotedForGetsTheMostFrequentLabel() {
    var votes = CodeCounts()
    for label in [3, 3, 1] { votes.add(code(0), label: label) }
    var counts = CodeCounts()
    counts.add(code(9), label: 3)
    counts.add(code(9), label: 1)
    #expect(counts.accuracy(votes: votes) == 0.5)
  }

  /// Codes that name the label, and codes that know nothing of it.
  @Test func mutualInformation() throws {
    var telling = CodeCounts()
    var silent = CodeCounts()
    for row in 0..<12 {
      telling.add(code(row % 3), label: row % 3 + 5)
      silent.add(code(row % 3), label: row / 3)
    }
    #expect(abs(try #require(telling.normalizedMutualInformation) - 1) < 1e-12)
    #expect(abs(try #require(silent.normalizedMutualInformation)) < 1e-12)
  }

  /// Labels 0 0 1 1 1, codes a a a b b: scikit-learn's `normalized_mutual_info_score` gives 0.43253806776631243.
  @Test func mutualInformationOfAKnownTable() throws {
    var counts = CodeCounts()
    for (value, label) in [(0, 0), (0, 0), (0, 1), (1, 1), (1, 1)] { counts.add(code(value), label: label) }
    #expect(abs(try #require(counts.normalizedMutualInformation) - 0.43253806776631243) < 1e-12)
  }

  @Test func valuesInAnotherOrderAreAnotherCode() {
    #expect(code(0, 1) != code(1, 0))
    #expect(code(0) != code(0, 0))
  }
}
