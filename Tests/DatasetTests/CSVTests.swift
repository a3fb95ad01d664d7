import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

@Suite("Delimited text")
struct CSVTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a small table: types inferred, values in order, rows counted")
  func smallTable() throws {
    try folder.write("toy.csv", "colour,wet\nred,1\ngreen,0\nblue,1\n")
    let data = try folder.load(section("toy.csv"))
    #expect(data.facts.trainRows == 3)
    #expect(data.facts.fields.map(\.name) == ["colour", "wet"])
    #expect(data.facts.fields[0].columns[0].values == ["blue", "green", "red"])
    #expect(data.facts.fields[1].kind == .binary(isSoft: false, isDynamic: false))
    #expect(data.train.values(0, columns: 1) == [[2], [1], [0]])
    #expect(data.train.values(1, columns: 1) == [[1], [0], [1]])
  }
}
