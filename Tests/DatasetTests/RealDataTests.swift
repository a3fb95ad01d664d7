import Checkpoint
import Datasets
import Diagnostics
import Foundation
import Testing

@testable import ModelSpec

/// Well-known sets, read where they are present.
private let known = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data").path

private func isPresent(_ name: String) -> Bool { FileManager.default.fileExists(atPath: known + "/" + name) }

@Suite("Known data")
struct RealDataTests {
  @Test("digits: 1797 rows of 64 pixels and a label, three constant columns")
  func digits() throws {
    let fields = [
      binary("pixels", [.range(0...63)], .threshold(8)), categorical("digit", [.index(64)], isLabel: true),
    ]
    let rule = SplitRule.fraction(written(0.1))
    let data = try loadDataset(
      section: section("digits.csv.gz", valid: rule, test: rule, header: false, fields: fields),
      specDirectory: projectData)
    #expect(data.facts.trainRows + (data.facts.validRows ?? 0) + (data.facts.testRows ?? 0) == 1797)
    #expect(data.facts.fields[1].columns[0].values == (0...9).map(String.init))
    let constant = data.facts.fields[0].columns.filter { $0.frequencies.contains(1) }.map(\.name)
    #expect(Set(["0", "32", "39"]).isSubset(of: constant))
    #expect(data.facts.textLines[1].hasPrefix("pixels: binary, 64 columns, mean 0."))
  }

  @Test("the project's files are those their README names")
  func checksums() throws {
    let readme = try String(contentsOfFile: projectData + "/README.md", encoding: .utf8)
    for name in ["digits.csv.gz", "penguins.csv"] {
      let digest = SHA256.hexadecimal(of: Array(try Data(contentsOf: URL(fileURLWithPath: projectData + "/" + name))))
      #expect(readme.contains("`\(name)`") && readme.contains(digest), "\(name) has \(digest)")
    }
  }

  @Test("penguins: values, quartiles and missing cells")
  func penguins() throws {
    let data = try loadDataset(section: section("penguins.csv", missing: ["NA"]), specDirectory: projectData)
    #expect(
      data.facts.textLines == [
        "rows: train 344", "species: categorical, 1 column, 3 values (Adelie Chinstrap Gentoo)",
        "island: categorical, 1 column, 3 values (Biscoe Dream Torgersen)",
        "sex: categorical, 1 column, 2 values (female male), 11 missing cells",
        "year: categorical, 1 column, 3 values (2007 2008 2009)",
        "bill_length: categorical, 1 column, 4 values (q1 q2 q3 q4), 2 missing cells",
        "bill_depth: categorical, 1 column, 4 values (q1 q2 q3 q4), 2 missing cells",
        "flipper_length: categorical, 1 column, 4 values (q1 q2 q3 q4), 2 missing cells",
        "body_mass: categorical, 1 column, 4 values (q1 q2 q3 q4), 2 missing cells",
      ])
  }

  @Test(
    "MNIST test images thresholded at 128 have mean 0.134229", .enabled(if: isPresent("mnist"), "MNIST is not here"))
  func mnist() throws {
    var both = section("", fields: [binary("images", nil, .threshold(128)), categorical("labels", isLabel: true)])
    both.train = .files([
      (written("images"), written("t10k-images-idx3-ubyte.gz")),
      (written("labels"), written("t10k-labels-idx1-ubyte.gz")),
    ])
    let data = try loadDataset(section: both, specDirectory: known + "/mnist")
    #expect(data.facts.trainRows == 10_000)
    #expect(data.facts.fields[0].imageShape == ImageShape(height: 28, width: 28))
    #expect(data.facts.textLines[1].contains("784 columns (images of 28 x 28), mean 0.134229"))
  }

  @Test("binary density sets: rows of their three files", .enabled(if: isPresent("debd"), "the sets are not here"))
  func density() throws {
    for (name, columns, rows) in [("nltcs", 16, [16181, 2157, 3236]), ("dna", 180, [1600, 400, 1186])] {
      let own = { (split: String) in SplitRule.source(.path(written("\(name).\(split).data.gz"))) }
      let data = try loadDataset(
        section: section(
          "\(name).train.data.gz", valid: own("valid"), test: own("test"), header: false, format: .csv,
          fields: [binary("x", [.rest])]), specDirectory: known + "/debd")
      #expect(data.facts.fields[0].columns.count == columns)
      #expect([data.facts.trainRows, data.facts.validRows, data.facts.testRows] == rows)
    }
    let groups = try loadDataset(
      section: section(
        "dna.train.data.gz", header: false, format: .csv, fields: [categorical("base", oneHot: .uniform(3))]),
      specDirectory: known + "/debd")
    #expect(groups.facts.fields[0].columns.count == 60)
  }

  @Test(
    "mushrooms: 2480 missing cells, one constant column", .enabled(if: isPresent("uci-mushroom"), "the set is not here")
  )
  func mushrooms() throws {
    let data = try loadDataset(
      section: section("uci-mushroom.csv.gz", missing: ["?"]), specDirectory: known + "/uci-mushroom")
    #expect(data.facts.trainRows == 8124)
    #expect(data.facts.fields.count == 23)
    #expect(data.facts.fields.map { $0.columns[0].missing }.reduce(0, +) == 2480)
    #expect(data.facts.fields.filter { $0.columns[0].missing > 0 }.map(\.name) == ["stalk-root"])
    #expect(data.facts.fields.filter { $0.columns[0].frequencies == [1] }.map(\.name) == ["veil-type"])
  }

  @Test("columns with brackets, quoted commas and NA", .enabled(if: isPresent("penguins"), "the set is not here"))
  func rawPenguins() throws {
    let fields = [
      categorical("Stage"), categorical("sex", [.name("Sex")]), categorical("mass", [.name("Body Mass (g)")]),
    ]
    let data = try loadDataset(
      section: section("penguins-raw.csv", missing: ["NA"], fields: fields), specDirectory: known + "/penguins")
    #expect(data.facts.fields[0].columns[0].values == ["Adult, 1 Egg Stage"])
    #expect(data.facts.fields.map { $0.columns[0].missing } == [0, 11, 2])
  }
}
