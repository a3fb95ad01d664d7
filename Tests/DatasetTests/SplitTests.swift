import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

@Suite("Splits")
struct SplitTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("t.csv", "a\n" + (0..<1000).map { "v\($0 % 7)\n" }.joined())
  }

  private func load(_ valid: SplitRule?, _ test: SplitRule?, seed: UInt64 = 0) throws -> Dataset {
    try folder.load(section("t.csv", valid: valid, test: test, seed: seed))
  }

  private func errors(_ valid: SplitRule?, _ test: SplitRule?) -> [String] {
    folder.errors(section("t.csv", valid: valid, test: test))
  }

  static let rules: [SplitRule] = [
    .fraction(written(0.1)), .first(written(100)), .last(written(100)), .every(written(10), offset: written(8)),
    .every(written(10), offset: written(9)),
  ]

  @Test("every pair of rules: no row in two splits, none lost, shares of the whole")
  func disjoint() throws {
    for valid in Self.rules {
      for test in Self.rules {
        if case .every(_, let a) = valid, case .every(_, let b) = test, a == b { continue }
        let data = try load(valid, test)
        let splits = [data.train, try #require(data.valid), try #require(data.test)]
        #expect(splits.flatMap(\.rowNumbers).sorted() == Array(0..<1000))
        #expect(splits.allSatisfy { $0.rowNumbers == $0.rowNumbers.sorted() })
        for split in splits.dropFirst() { #expect((65...140).contains(split.rowCount), "\(valid) \(test)") }
      }
    }
  }

  @Test("first, last and every take exactly the rows they name, test from what valid left")
  func exactRows() throws {
    let ends = try load(.first(written(10)), .first(written(5)))
    #expect(ends.valid?.rowNumbers == Array(0..<10))
    #expect(ends.test?.rowNumbers == Array(10..<15))
    let lasts = try load(.last(written(10)), .last(written(5)))
    #expect(lasts.valid?.rowNumbers == Array(990..<1000))
    #expect(lasts.test?.rowNumbers == Array(985..<990))
    let every = try load(.every(written(10), offset: written(8)), .every(written(5), offset: written(3)))
    #expect(every.valid?.rowNumbers == Array(stride(from: 8, to: 1000, by: 10)))
    #expect(every.test?.rowNumbers == Array(stride(from: 3, to: 1000, by: 10)))
  }

  @Test("fractions: the data seed moves them, rows added at the end do not")
  func fractions() throws {
    let rule = SplitRule.fraction(written(0.1))
    let data = try load(rule, rule)
    #expect(data.valid?.rowNumbers != (try load(rule, rule, seed: 1)).valid?.rowNumbers)
    try folder.write("t.csv", "a\n" + (0..<1500).map { "v\($0 % 7)\n" }.joined())
    let longer = try load(rule, rule)
    #expect(longer.valid?.rowNumbers.filter { $0 < 1000 } == data.valid?.rowNumbers)
    #expect(longer.test?.rowNumbers.filter { $0 < 1000 } == data.test?.rowNumbers)
  }

  @Test("splits that leave nothing, ask for too much, or are no numbers of rows")
  func impossible() {
    #expect(errors(.first(written(1000)), nil) == ["empty-split: valid asks for 1000 of the 1000 rows there are"])
    #expect(
      errors(.first(written(600)), .last(written(400))) == ["empty-split: test asks for 400 of the 400 rows there are"])
    #expect(errors(.first(written(0)), nil).count == 1)
    #expect(errors(.last(written(-1)), nil).count == 1)
    #expect(errors(.first(written(.max)), .last(written(.min))).count == 2)
    #expect(errors(.every(written(0), offset: written(0)), nil).count == 1)
    #expect(
      errors(.every(written(1), offset: written(0)), nil) == ["empty-split: valid and test leave no row for train"])
    #expect(
      errors(.every(written(5000), offset: written(4000)), nil) == ["empty-split: no row of the 1000 is in valid"])
    #expect(errors(.every(written(10), offset: written(10)), nil).count == 1)
    #expect(errors(.every(written(10), offset: written(8)), .every(written(10), offset: written(8))).count == 1)
    for fraction in [0, 1, -0.1, 1.5, .nan, .infinity] { #expect(!errors(.fraction(written(fraction)), nil).isEmpty) }
    #expect(errors(.fraction(written(1e-9)), nil) == ["empty-split: no row of the 1000 is in valid"])
    #expect(errors(.fraction(written(0.5)), .fraction(written(0.5))).count == 1)
  }

  @Test("own files: rows numbered from 0, columns by name, the same file twice is a warning")
  func ownFiles() throws {
    try folder.write("toy.csv", "colour,wet\nred,yes\ngreen,no\n")
    try folder.write("swapped.csv", "wet,colour\nno,green\nyes,red\nno,red\n")
    let own = { (name: String) in SplitRule.source(.path(written(name))) }
    let data = try folder.load(section("toy.csv", valid: own("swapped.csv"), test: own("toy.csv")))
    #expect(data.valid?.rowNumbers == [0, 1, 2])
    #expect(data.valid?.values(0, columns: 1) == [[0], [1], [1]])
    #expect(data.findings.map(\.code) == ["overlapping-splits"])
    try folder.write("v.csv", "colour\nred\n")
    #expect(
      folder.errors(section("toy.csv", valid: own("v.csv"))) == ["unknown-column: `v.csv`: no column is called `wet`"])
    #expect(
      folder.errors(section("toy.csv", valid: own("none.csv"))) == ["missing-file: `none.csv`: there is no such file"])
  }
}
