import Datasets
import Diagnostics
import Foundation
import Testing

@testable import ModelSpec

@Suite("Delimited text")
struct CSVTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func loaded(_ text: String, _ name: String = "t.csv") throws -> Dataset {
    try folder.write(name, text)
    return try folder.load(section(name, missing: ["", "?"]))
  }

  private func errors(_ bytes: some Sequence<UInt8>, header: Bool? = nil, delimiter: String? = nil) throws -> [String] {
    try folder.write("t.csv", bytes)
    return folder.errors(section("t.csv", header: header, delimiter: delimiter))
  }

  @Test("a small table: types inferred, values in order, rows counted")
  func smallTable() throws {
    let data = try loaded("colour,wet\nred,1\ngreen,0\nblue,1\n")
    #expect(data.facts.trainRows == 3)
    #expect(data.facts.fields.map(\.name) == ["colour", "wet"])
    #expect(data.facts.fields[0].columns[0].values == ["blue", "green", "red"])
    #expect(data.facts.fields[1].kind == .binary(isSoft: false, isDynamic: false))
    #expect(data.train.values(0, columns: 1) == [[2], [1], [0]])
    #expect(data.train.values(1, columns: 1) == [[1], [0], [1]])
    #expect(data.findings.isEmpty)
  }

  /// One table as different programs save it.
  static let spellings = [
    "a,b\nx,1\n\"y, z\",0\nx,1\n", "a,b\r\nx,1\r\n\"y, z\",0\r\nx,1\r\n", "a,b\rx,1\r\"y, z\",0\rx,1\r",
    "a,b\nx,1\n\"y, z\",0\nx,1", "a,b\r\nx,1\r\n\"y, z\",0\r\nx,1", "a,b\r\nx,\"1\"\r\n\"y, z\",\"0\"\r\nx,\"1\"",
    "\u{feff}a,b\r\nx,1\r\n\"y, z\",0\r\nx,1\r\n", "\"a\",\"b\"\nx,1\n\"y, z\",0\nx,1\n",
    " a ,\tb\n x , 1\n \"y, z\" , 0 \nx,1\n", "\n\na,b\nx,1\n\n\"y, z\",0\n \nx,1\n\n\n",
  ]

  @Test(
    "LF, CR LF, CR, marks, blanks, blank lines, quotes and a missing last line end change nothing", arguments: spellings
  )
  func spelling(_ text: String) throws {
    let data = try loaded(text)
    let plain = try loaded(Self.spellings[0])
    #expect(data.facts.fields.map(\.columns) == plain.facts.fields.map(\.columns))
    #expect(data.fingerprint() == plain.fingerprint())
    #expect(data.facts.fields[0].columns[0].values == ["x", "y, z"])
  }

  @Test("quotes: doubled ones, line ends inside (CR LF as LF), an empty quoted cell is a value")
  func quotes() throws {
    let data = try loaded("a\n\"say \"\"no\"\"\"\n\"two\r\nlines\"\n\"\"\n\n5\" pipe\n")
    #expect(data.facts.fields[0].columns[0].values == ["", "5\" pipe", "say \"no\"", "two\nlines"])
    #expect(data.facts.fields[0].columns[0].missing == 1)
    #expect(data.train.values(0, columns: 1) == [[2], [3], [0], [-1], [1]])
  }

  @Test("a mark in the middle is data; values that differ in composition are two")
  func bytesDecide() throws {
    let data = try loaded("a\n\u{feff}x\nx\ne\u{301}\n\u{e9}\n")
    #expect(data.facts.fields[0].columns[0].values.count == 4)
  }

  @Test(
    "broken files are named by line",
    arguments: [
      ("a,b\n1,2\n3\n", "ragged-row: `t.csv`: line 3 has 1 cell, the first row has 2"),
      ("a,b\r\n1,2\r\n3,4,5\r\n", "ragged-row: `t.csv`: line 3 has 3 cells, the first row has 2"),
      ("a,b\n1,\"x\n\ny\n", "unclosed-quote: `t.csv`: the quote opened in line 2 is never closed"),
      ("a,b\n1,\"x\"y\n", "text-after-quote: `t.csv`: line 2, column 2: text follows the closing quote"),
      ("a\n", "empty-file: `t.csv`: there is no row of data"), ("", "empty-file: `t.csv`: the file is empty"),
      ("\n\n", "empty-file: `t.csv`: there is no row of data"),
      ("\u{feff}", "empty-file: `t.csv`: there is no row of data"),
      ("a\nx\0y\n", "not-utf8: `t.csv`: line 2 holds a zero byte: this is UTF-16 or no text at all"),
      ("1,2\n3,4\n", "ambiguous-header: `t.csv`: the first row is all numbers: column names or data?"),
      ("a,a\n1,2\n", "ambiguous-column: two columns are called `a`"),
    ])
  func broken(_ text: String, _ message: String) throws { #expect(try errors(Array(text.utf8)) == [message]) }

  @Test("other encodings are refused by name")
  func encodings() throws {
    let utf16: [UInt8] = [0xff, 0xfe, 0x61, 0, 0x0a, 0]
    #expect(try errors(utf16) == ["not-utf8: `t.csv`: this is UTF-16 text"])
    #expect(try errors([0xfe, 0xff, 0, 0x61]) == ["not-utf8: `t.csv`: this is UTF-16 text"])
    #expect(try errors([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]) == ["not-utf8: `t.csv`: this is UTF-32 text"])
    #expect(
      try errors([0x61, 0x0a, 0x78, 0x0a, 0xe9, 0x0a]) == ["not-utf8: `t.csv`: line 3, column 1 is not valid UTF-8"])
  }

  @Test("a line of nothing but delimiters is refused before its columns take memory")
  func tooManyColumns() throws {
    let line = [UInt8](repeating: UInt8(ascii: ","), count: 1 << 20) + [UInt8(ascii: "\n")]
    #expect(
      try errors(line + line) == ["too-many-columns: `t.csv`: there are 1048577 columns; at most 1048576 are read"])
  }

  @Test("a cell of 1 MiB is read, one byte more is not")
  func hugeCell() throws {
    let cell = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    #expect(try errors(Array("a\n".utf8) + cell).isEmpty)
    #expect(
      try errors(Array("a\n".utf8) + cell + cell.prefix(1)) == [
        "huge-cell: `t.csv`: the cell in line 2, column 1 is over 1 MiB"
      ])
    #expect(
      try errors(Array("a\n\"".utf8) + cell + cell) == [
        "huge-cell: `t.csv`: the cell in line 2, column 1 is over 1 MiB"
      ])
  }

  @Test("delimiters: tsv by name, others by option, nonsense refused")
  func delimiters() throws {
    try folder.write("t.tsv", "a\tb\nx y\t1\n z\t0\n")
    #expect(try folder.load(section("t.tsv")).facts.fields[0].columns[0].values == ["x y", "z"])
    #expect(try errors(Array("a;b\n1,5;2\n".utf8), delimiter: ";").isEmpty)
    for delimiter in ["", ";;", "\"", "\n", "é", "\0"] {
      #expect(try errors(Array("a\nb\n".utf8), delimiter: delimiter).first?.hasPrefix("bad-delimiter: ") == true)
    }
  }

  @Test(
    "every prefix of a file loads the rows it has, or is refused; none traps",
    arguments: [("t.csv", ","), ("t.tsv", "\t")])
  func prefixes(_ name: String, _ delimiter: String) throws {
    let lines = ["\u{feff}a,\"b \"\"q\"\"\"", "x,1", "\"é; z\",0", "x,\"1\""]
    let text = Array(lines.joined(separator: "\r\n").replacingOccurrences(of: ",", with: delimiter).utf8)
    var accepted = 0
    for count in 0...text.count {
      try folder.write(name, text[..<count])
      guard folder.errors(section(name)).isEmpty else { continue }
      let data = try folder.load(section(name))
      #expect(data.facts.trainRows <= 3 && data.facts.fields.count == 2, "\(count) bytes")
      accepted += 1
    }
    #expect(accepted > 5 && accepted < text.count)
  }
}
