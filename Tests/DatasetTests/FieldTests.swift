import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

@Suite("Fields")
struct FieldTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ text: String, _ fields: [FieldSection], missing: [String]? = nil, header: Bool? = nil) throws
    -> Dataset
  {
    try folder.write("t.csv", text)
    return try folder.load(section("t.csv", header: header, missing: missing, fields: fields))
  }

  private func errors(_ text: String, _ fields: [FieldSection], missing: [String]? = nil, header: Bool? = nil) throws
    -> [String]
  {
    try folder.write("t.csv", text)
    return folder.errors(section("t.csv", header: header, missing: missing, fields: fields))
  }

  @Test("columns by name, number, range, list and rest; labels are marked")
  func selectors() throws {
    let data = try load(
      "1,0,a,1,x\n0,1,b,0,y\n",
      [
        binary("bits", [.rest]), categorical("letter", [.index(2)]), categorical("digit", [.index(4)], isLabel: true),
      ], header: false)
    #expect(data.train.values(0, columns: 3) == [[1, 0, 1], [0, 1, 0]])
    #expect(data.facts.fields.map(\.isLabel) == [false, false, true])
    let named = try load("a,b,c\n1,0,x\n0,1,y\n", [binary("both", [.name("b"), .range(0...0)]), categorical("c")])
    #expect(named.train.values(0, columns: 2) == [[0, 1], [1, 0]])
    #expect(named.facts.fields[0].columns.map(\.name) == ["b", "a"])
  }

  @Test("a column that is not there: the near name, or a range of names in numbers")
  func remedies() throws {
    try folder.write("t.csv", "species,island,sex\nx,y,m\ny,x,f\n")
    func help(_ name: String) -> [String] {
      do {
        _ = try folder.load(section("t.csv", header: true, fields: [categorical("k", [.name(name)])]))
        return []
      } catch { return (error as? Refusal)?.diagnostics.first?.help ?? [] }
    }
    #expect(help("Species") == ["did you mean `species`?"])
    #expect(help("species-sex").last == "a range is of numbers: `0-2`")
    #expect(help("sex-species") == ["there are `species`, `island`, `sex`"])
    #expect(help("colour") == ["there are `species`, `island`, `sex`"])
  }

  @Test("columns that are not there, twice, or in two fields")
  func wrongSelectors() throws {
    let text = "a,b\n1,0\n"
    let path = folder.path
    func messages(_ fields: FieldSection...) throws -> [String] {
      try errors(text, fields).map { $0.replacingOccurrences(of: path, with: "") }
    }
    #expect(try messages(binary("x", [.name("c")])) == ["unknown-column: no column of `t.csv` is called `c`"])
    #expect(try messages(binary("c")) == ["unknown-column: no column of `t.csv` is called `c`"])
    #expect(
      try messages(binary("x", [.range(1...2)]))
        == ["unknown-column: column 2 is not there: the data have 2 columns, 0 to 1"])
    #expect(try messages(binary("x", [.index(-1)])).count == 1)
    #expect(try messages(binary("x", [.index(0), .name("a")])) == ["repeated-column: a column is in this field twice"])
    #expect(try messages(binary("x", [])) == ["no-columns: this field has no columns"])
    #expect(
      try messages(binary("x", [.rest]), binary("y", [.rest])) == ["two-rests: two fields take the rest of the columns"]
    )
    #expect(
      try messages(binary("x", [.range(0...1)]), binary("y", [.rest])) == ["no-columns: no column is left for the rest"]
    )
    #expect(try load(text, [binary("a"), binary("x", [.index(0)])]).findings.map(\.code) == ["shared-column"])
  }

  @Test("all independent errors come in one run")
  func allAtOnce() throws {
    let messages = try errors("a,b,c\n1,2,x\n0,1,y\n", [binary("a"), binary("b"), binary("c"), categorical("d")])
    #expect(messages == ["unknown-column: no column of `t.csv` is called `d`"])
    let cells = try errors("a,b,c\n1,2,x\n0,1,y\n", [binary("a"), binary("b"), binary("c")])
    #expect(
      cells == [
        "grey-values: `t.csv`: row 1 (line 2), column `b`: value 2 is neither 0 nor 1",
        "not-a-number: `t.csv`: row 1 (line 2), column `c`: `x` is not a number (and 1 more cell)",
      ])
  }

  @Test("values: numeric order if all are numbers, else by bytes; written lists keep their order")
  func valueOrder() throws {
    func values(_ cells: [String], _ field: FieldSection = categorical("a")) throws -> [String] {
      try load("a\n" + cells.joined(separator: "\n") + "\n", [field]).facts.fields[0].columns[0].values
    }
    #expect(try values(["10", "9", "-1", "1e1", "1.5"]) == ["-1", "1.5", "9", "10", "1e1"])
    #expect(try values(["10", "9", "more"]) == ["10", "9", "more"])
    #expect(try values(["b", "B", "a", "é", "~"]) == ["B", "a", "b", "~", "é"])
    #expect(try values(["no", "yes", "NA", "null", "nan"]) == ["NA", "nan", "no", "null", "yes"])
    #expect(try values(["y", "n"], categorical("a", values: ["y", "n", "maybe"])) == ["y", "n", "maybe"])
  }

  @Test("rare values become other; unseen ones are errors unless the spec takes them")
  func rareAndUnseen() throws {
    let text = "a\nx\nx\ny\nx\nz\ny\n"
    let rare = try load(text, [categorical("a", minimumCount: 2)]).facts.fields[0].columns[0]
    #expect(rare.values == ["x", "y", "other"])
    #expect(rare.rareValues == ["z"])
    #expect(rare.otherIndex == 2)
    #expect(rare.frequencies == [0.5, 2.0 / 6, 1.0 / 6])
    let listed = try errors(text, [categorical("a", values: ["x", "y"])])
    #expect(
      listed == ["unseen-value: `t.csv`: row 5 (line 6), column `a`: value `z` is not one of the column's values"])
    let taken = try load(text, [categorical("a", values: ["x", "y"], unseen: .other)])
    #expect(taken.train.values(0, columns: 1).flatMap { $0 } == [0, 0, 1, 0, 2, 1])
    let own = try load("a\nother\nother\nx\n", [categorical("a", minimumCount: 2)]).facts.fields[0].columns[0]
    #expect(own.values == ["other"] && own.otherIndex == 0)
  }

  @Test("a rare value of train is known elsewhere, a new one is not")
  func rareElsewhere() throws {
    try folder.write("t.csv", "a\nx\nx\nz\n")
    try folder.write("v.csv", "a\nz\nx\n")
    let fields = [categorical("a", minimumCount: 2)]
    let valid = SplitRule.source(.path(written("v.csv")))
    #expect(try folder.load(section("t.csv", valid: valid, fields: fields)).valid?.values(0, columns: 1) == [[1], [0]])
    try folder.write("v.csv", "a\nz\nnew\n")
    #expect(
      folder.errors(section("t.csv", valid: valid, fields: fields))
        == ["unseen-value: `v.csv`: row 2 (line 3), column `a`: value `new` is not one of the column's values"])
  }

  @Test("one-hot groups: widths, lists, none, and what is not one-hot")
  func oneHot() throws {
    let text = "1,0,0,1\n0,1,1,0\n0,0,0,1\n"
    func group(_ groups: OneHotGroups) -> [FieldSection] { [categorical("g", [.range(0...3)], oneHot: groups)] }
    for groups in [OneHotGroups.uniform(2), .widths([2, 2]), .columns([[0, 1], [2, 3]])] {
      let data = try load(text, group(groups), header: false)
      #expect(data.facts.fields[0].columns.map(\.values) == [["0", "1", "none"], ["0", "1"]])
      #expect(data.train.values(0, columns: 2) == [[0, 1], [1, 0], [2, 1]])
    }
    let mixed = try load(text, group(.columns([[0, 1], [3], [2]])), header: false)
    #expect(mixed.facts.fields[0].columns.map(\.values) == [["0", "1", "none"], ["0", "none"], ["0", "none"]])
    #expect(mixed.train.values(0, columns: 3) == [[0, 0, 1], [1, 1, 0], [2, 0, 1]])
    let two = try errors("1,1,0,1\n", group(.uniform(2)), header: false)
    #expect(two == ["two-ones: `t.csv`: row 1 (line 1), column 2: a second 1 in its `one_hot` group"])
    let wide: [(OneHotGroups, String)] = [
      (.uniform(3), "4 columns are not groups of 3"), (.uniform(0), "4 columns are not groups of 0"),
      (.widths([2, 1]), "the widths add up to 3, the field has 4 columns"),
      (.widths([5, -1]), "a group of -1 columns"),
      (.columns([[0, 1], [1, 2]]), "column 1 is in two groups"),
      (.columns([[0, 1], [2]]), "column 3 of the field is in no group"),
      (.columns([[0, 1, 2, 4]]), "column 4 is not one of the field's 4 columns (from 0)"),
      (.columns([[0, 1, 2, 3], []]), "a group without columns"),
      (.widths([.max, .max]), "a group of 9223372036854775807 columns"),
    ]
    for (groups, message) in wide {
      #expect(try errors(text, group(groups), header: false) == ["one-hot-columns: " + message])
    }
  }

  @Test("a group with a missing cell and no one is missing; with a one it is that value")
  func oneHotMissing() throws {
    let data = try load(
      "1,?,0\n0,?,0\n0,0,1\n", [categorical("g", [.range(0...2)], oneHot: .uniform(3))], missing: ["?"], header: false)
    #expect(data.train.values(0, columns: 1) == [[0], [-1], [2]])
    #expect(data.facts.fields[0].columns[0].missing == 1)
    try folder.write("v.csv", "0,0,0\n")
    let valid = SplitRule.source(.path(written("v.csv")))
    let fields = [categorical("g", [.range(0...2)], oneHot: .uniform(3))]
    #expect(
      folder.errors(section("t.csv", valid: valid, header: false, missing: ["?"], fields: fields))
        == [
          "unseen-value: `v.csv`: row 1 (line 1), column 1: the `one_hot` group has no one, and no row of train is like this"
        ])
  }

  @Test("bits from grey values: threshold after scale, soft, and values out of range")
  func greyRules() throws {
    let text = "0\n51\n102\n255\n"
    func field(_ rule: Binarization?, scale: Double = 255) -> [FieldSection] { [binary("x", nil, scale: scale, rule)] }
    #expect(try load(text, field(.threshold(0.4)), header: false).train.values(0, columns: 1) == [[0], [0], [1], [1]])
    let soft = try load(text, field(.soft), header: false)
    #expect(soft.train.values(0, columns: 1) == [[0], [0.2], [0.4], [1]])
    #expect(soft.facts.fields[0].kind == .binary(isSoft: true, isDynamic: false))
    #expect(abs((soft.facts.fields[0].columns[0].frequencies.last ?? 0) - 0.4) < 1e-6)
    for rule in [Binarization.soft, .static, .dynamic] {
      #expect(
        try errors(text, field(rule, scale: 1), header: false)
          == [
            "grey-out-of-range: `t.csv`: row 2 (line 2), column 1: value 51 is not between 0 and 1 (and 2 more cells)"
          ])
    }
    #expect(
      try errors(text, field(nil), header: false)
        == [
          "grey-values: `t.csv`: row 2 (line 2), column 1: value 51 is neither 0 nor 1 after `scale` (and 1 more cell)"
        ])
  }

  @Test("static draws depend on seed and row, dynamic ones on the visit too; in any order of rows")
  func draws() throws {
    let cells = (0..<600).map { _ in "0.3,0,1,0.3,0.3" }.joined(separator: "\n")
    try folder.write("t.csv", cells)
    func loaded(_ rule: Binarization, seed: UInt64 = 0) throws -> Dataset {
      try folder.load(section("t.csv", header: false, seed: seed, fields: [binary("x", [.range(0...4)], rule)]))
    }
    let drawn = try loaded(.static)
    #expect(drawn.fingerprint() == (try loaded(.static)).fingerprint())
    #expect(drawn.train.values(0, columns: 5) != (try loaded(.static, seed: 1)).train.values(0, columns: 5))
    let mean = drawn.facts.fields[0].columns.map { $0.frequencies[1] }
    #expect(mean[1] == 0 && mean[2] == 1)
    // Three standard deviations of a mean over 600 rows are 0.056.
    for column in [0, 3, 4] { #expect(abs(mean[column] - 0.3) < 0.056) }
    let dynamic = try loaded(.dynamic)
    #expect(dynamic.train.values(0, columns: 5, visit: 0) == drawn.train.values(0, columns: 5))
    #expect(dynamic.train.values(0, columns: 5, visit: 1) != dynamic.train.values(0, columns: 5, visit: 2))
    var backwards = [Float](repeating: 0, count: 2 * 7)
    backwards.withUnsafeMutableBufferPointer { output in
      [Int32(599), 3].withUnsafeBufferPointer { rows in
        if let start = output.baseAddress {
          dynamic.train.fillValues(field: 0, rows: rows, into: start, rowStride: 7, visit: 5)
        }
      }
    }
    let forwards = dynamic.train.values(0, columns: 5, visit: 5)
    #expect(Array(backwards[0..<5]) == forwards[599] && Array(backwards[7..<12]) == forwards[3])
    #expect(backwards[5...6] == [0, 0])
  }

  @Test("missing cells: words of the file and the field, masks, presence, and none where train has none")
  func missingCells() throws {
    let text = "land,grade\nNA,a\nSE,?\nNO,NA\nnull,b\n,\"?\"\n"
    let data = try load(text, [categorical("land"), categorical("grade", missing: ["?"])])
    #expect(data.facts.fields[0].columns[0].values == ["NA", "NO", "SE", "null"])
    #expect(data.facts.fields[0].columns[0].missing == 1)
    // A quoted cell is a value, whatever it holds.
    #expect(data.facts.fields[1].columns[0].values == ["?", "NA", "a", "b"])
    #expect(data.facts.fields[1].columns[0].missing == 1)
    let none = try load("a,b\nx,\n,y\n", [categorical("a"), categorical("b")], missing: [])
    #expect(none.facts.fields.map(\.columns[0].values) == [["", "x"], ["", "y"]])
    let bits = try load("a,b,c\n1,?,0\n?,1,1\n0,1,0\n", [binary("x", [.range(0...2)])], missing: ["?"])
    #expect(bits.facts.fields[0].maskedColumns == [0, 1])
    #expect(bits.facts.fields[0].columns.map { $0.frequencies[1] } == [0.5, 1, 1.0 / 3])
    let rows: [Int32] = [1, 0]
    var mask = [Float](repeating: 9, count: 6)
    var presence = [Float](repeating: 9, count: 6)
    rows.withUnsafeBufferPointer { rows in
      mask.withUnsafeMutableBufferPointer {
        if let start = $0.baseAddress { bits.train.fillMask(field: 0, rows: rows, into: start, rowStride: 3) }
      }
      presence.withUnsafeMutableBufferPointer {
        if let start = $0.baseAddress { bits.train.fillPresence(field: 0, rows: rows, into: start, rowStride: 3) }
      }
    }
    #expect(mask == [1, 0, 9, 0, 1, 9])
    #expect(presence == [0, 1, 1, 1, 0, 1])
    #expect(bits.train.values(0, columns: 3)[1] == [0, 1, 1])
  }

  @Test("a missing cell outside train needs one inside; a column of nothing has no values")
  func missingElsewhere() throws {
    try folder.write("t.csv", "a,b\nx,1\ny,\n")
    try folder.write("v.csv", "a,b\n,\nx,0\n")
    let valid = SplitRule.source(.path(written("v.csv")))
    #expect(
      folder.errors(section("t.csv", valid: valid)) == [
        "missing-cell: `v.csv`: row 1 (line 2), column `a`: the cell is missing, and no cell of this column is missing in train"
      ])
    #expect(
      try errors("a,b\n,1\n,0\n", [categorical("a"), binary("b")])
        == ["column-without-values: column `a` has no value in train: all its cells are missing"])
    #expect(try load("a,b\n,1\n,0\n", [binary("a"), binary("b")]).facts.fields[0].columns[0].frequencies == [0, 0])
  }

  @Test("more than 255 values are stored wider, with missing cells")
  func manyValues() throws {
    for count in [254, 255, 256, 300] {
      let text = "a\n" + (0..<count).map { "\($0)\n" }.joined() + "\n"
      let data = try load(text, [categorical("a")])
      #expect(data.train.values(0, columns: 1).map { $0[0] } == (0..<count).map { Float($0) } + [-1])
    }
  }
}
