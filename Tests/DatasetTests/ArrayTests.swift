import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

/// An npy file with the given header dictionary.
func npy(_ dictionary: String, _ content: [UInt8], version: UInt8 = 1) -> [UInt8] {
  let text = Array((dictionary + "\n").utf8)
  let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
  return [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0] + length + text + content
}

/// Little-endian bytes.
func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
  values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
}

@Suite("Arrays")
struct ArrayTests {
  let folder: TemporaryFolder
  let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 127, 128, 255]

  init() throws { folder = try TemporaryFolder() }

  private func errors(_ name: String, _ bytes: [UInt8], _ field: FieldSection = binary("x")) throws -> [String] {
    try folder.write(name, bytes)
    return folder.errors(section(name, fields: [field]))
  }

  @Test("IDX images with a threshold; the shape is kept")
  func idxImages() throws {
    try folder.write("x-images-idx3-ubyte", idx)
    let data = try folder.load(section("x-images-idx3-ubyte", fields: [binary("pixels", nil, .threshold(128))]))
    #expect(data.train.values(0, columns: 4) == [[0, 0, 1, 1]])
    #expect(data.facts.fields[0].imageShape == ImageShape(height: 2, width: 2))
    #expect(data.facts.fields[0].columns.map(\.name) == ["0", "1", "2", "3"])
  }

  @Test("grey pixels without a rule name image, row, column and value")
  func greyPixels() throws {
    let message = try errors("x-idx3-ubyte", idx)
    #expect(
      message == [
        "grey-values: `x-idx3-ubyte`: image 1, row 1, column 2: value 127 is neither 0 nor 1 (and 2 more cells)"
      ])
  }

  @Test("every prefix of an IDX file, one byte more, and headers that lie")
  func idxDamage() throws {
    for count in 0..<idx.count {
      #expect(try !errors("x-ubyte", Array(idx[..<count]), binary("x", nil, .threshold(1))).isEmpty, "\(count) bytes")
    }
    let lies: [[UInt8]] = [
      idx + [0], [0, 0, 8, 0], [0, 0, 8, 9] + [UInt8](repeating: 0, count: 40), [0, 0, 8, 1, 0, 0, 0, 0],
      [0, 0, 8, 3] + [UInt8](repeating: 0xff, count: 12) + [1], [0, 0, 8, 2, 0, 0, 0, 5, 0, 0, 0, 0],
      [0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0], [1, 0, 8, 1, 0, 0, 0, 1, 0],
    ]
    for bytes in lies { #expect(try errors("x-ubyte", bytes).count == 1) }
    let floats = try errors("x-ubyte", [0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0])
    #expect(floats == ["unsupported-type: `x-ubyte`: the numbers are floats; unsigned bytes are read"])
  }

  @Test("a compressed IDX bomb ends at the size its header announces")
  func idxBomb() throws {
    let bomb = deflated(idx + [UInt8](repeating: 0, count: 8 << 20), gzip: true)
    let message = try errors("x-ubyte.gz", bomb)
    #expect(message == ["trailing-bytes: `x-ubyte.gz`: the header announces 20 bytes, but there are more"])
  }

  @Test("npy: every number type, versions 1 to 3, one to three dimensions")
  func npyTypes() throws {
    let expected: [[Float]] = [[1, 0], [0, 1], [1, 1]]
    let contents: [(String, [UInt8])] = [
      ("|b1", [1, 0, 0, 1, 1, 1]), ("|u1", [1, 0, 0, 1, 1, 1]), ("|i1", [1, 0, 0, 1, 1, 1]),
      ("<u2", littleEndian([1, 0, 0, 1, 1, 1] as [UInt16])), ("<i2", littleEndian([1, 0, 0, 1, 1, 1] as [Int16])),
      ("<u4", littleEndian([1, 0, 0, 1, 1, 1] as [UInt32])), ("<i4", littleEndian([1, 0, 0, 1, 1, 1] as [Int32])),
      ("<u8", littleEndian([1, 0, 0, 1, 1, 1] as [UInt64])), ("<i8", littleEndian([1, 0, 0, 1, 1, 1] as [Int64])),
      ("<f4", littleEndian([1, 0, 0, 1, 1, 1].map { Float($0).bitPattern })),
      ("<f8", littleEndian([1, 0, 0, 1, 1, 1].map { Double($0).bitPattern })),
    ]
    for (version, (type, content)) in zip((1...11).map { UInt8($0 % 3 + 1) }, contents) {
      let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (3, 2), }"
      try folder.write("x.npy", npy(header, content, version: version))
      let data = try folder.load(section("x.npy", fields: [binary("x")]))
      #expect(data.train.values(0, columns: 2) == expected, "\(type)")
    }
  }

  @Test("npy in Fortran order reads as in C order, three dimensions included")
  func fortranOrder() throws {
    let plain = [UInt8](0..<24)
    // Written in the order in which the first number of the shape runs fastest.
    var turned: [UInt8] = []
    for k in 0..<4 { for j in 0..<3 { for i in 0..<2 { turned.append(plain[12 * i + 4 * j + k]) } } }
    try folder.write("c.npy", npy("{'descr':'|u1','fortran_order':False,'shape':(2,3,4)}", plain))
    try folder.write("f.npy", npy("{'descr':'|u1','fortran_order':True,'shape':(2,3,4)}", turned))
    let fields = [categorical("x")]
    let (c, f) = (try folder.load(section("c.npy", fields: fields)), try folder.load(section("f.npy", fields: fields)))
    #expect(c.fingerprint() == f.fingerprint())
    #expect(c.facts.fields[0].columns[5].values == ["5", "17"])
    #expect(f.facts.fields[0].imageShape == ImageShape(height: 3, width: 4))
  }

  @Test("numbers as categories keep their digits: 64-bit whole numbers, floats, negative ones, NaN as missing")
  func numbersAsCategories() throws {
    let whole: [Int64] = [.max, -3, .max - 1, -3]
    try folder.write("i.npy", npy("{'descr':'<i8','fortran_order':False,'shape':(4,)}", littleEndian(whole)))
    let integers = try folder.load(section("i.npy", fields: [categorical("x")]))
    #expect(Set(integers.facts.fields[0].columns[0].values) == ["-3", "9223372036854775806", "9223372036854775807"])
    let floats = [2, 0.5, .nan, -1].map { (value: Float) in value.bitPattern }
    try folder.write("f.npy", npy("{'descr':'<f4','fortran_order':False,'shape':(4,)}", littleEndian(floats)))
    let data = try folder.load(section("f.npy", fields: [categorical("x", missing: ["nan"])]))
    #expect(data.facts.fields[0].columns[0].values == ["-1", "0.5", "2"])
    #expect(data.train.values(0, columns: 1) == [[2], [1], [-1], [0]])
    let nan = folder.errors(section("f.npy", fields: [binary("x", nil, .threshold(1))]))
    #expect(nan == ["not-a-number: `f.npy`: row 3, column 1: `nan` is not a number"])
  }

  @Test(
    "npy headers that are not as NumPy writes them",
    arguments: [
      "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}", "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False}",
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': '1'}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}", "", "{", "{'descr", "[]",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
      "{'descr': '<f4', 'fortran_order': True, 'shape': (0, 9223372036854775807, 9223372036854775807)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    ])
  func npyHeaders(_ header: String) throws {
    #expect(try errors("x.npy", npy(header, [0, 0, 0, 0])).count == 1)
  }

  @Test("every prefix of an npy file is refused")
  func npyPrefixes() throws {
    let file = npy(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", [UInt8](repeating: 0, count: 8), version: 2)
    #expect(try errors("x.npy", file).isEmpty)
    for count in 0..<file.count { #expect(try errors("x.npy", Array(file[..<count])).count == 1, "\(count) bytes") }
    #expect(try errors("x.npy", file + [0]).count == 1)
    let long: [UInt8] =
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 1, 0, 1, 0] + [UInt8](repeating: 0x20, count: 70_000)
    #expect(try errors("x.npy", long) == ["bad-npy-header: `x.npy`: the header announces 65537 bytes; at most 64 KiB"])
  }

  @Test("files side by side, chosen by name or number; row counts must agree")
  func sideBySide() throws {
    try folder.write("x-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 1, 0])
    try folder.write("y-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 7, 9])
    var both = section("", fields: [binary("images"), categorical("digit", [.name("labels")], isLabel: true)])
    both.train = .files([(written("images"), written("x-idx3-ubyte")), (written("labels"), written("y-idx1-ubyte"))])
    let data = try folder.load(both)
    #expect(data.train.values(0, columns: 2) == [[0, 1], [1, 0]])
    #expect(data.facts.fields[1].columns[0].values == ["7", "9"])
    both.fields = [binary("x", [.range(0...1)]), categorical("y", [.index(2)])]
    #expect(try folder.load(both).train.values(1, columns: 1) == [[0], [1]])
    try folder.write("y-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 7])
    #expect(folder.errors(both) == ["different-row-counts: `images` has 2 rows, `labels` has 1"])
  }
}
