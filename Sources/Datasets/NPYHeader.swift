import Diagnostics

/// The header of an npy file: a version, a length, and a Python dictionary with exactly the keys `descr`,
/// `fortran_order` and `shape`, which is read strictly.
struct NPYHeader {
  /// Bytes of the largest header.
  static let sizeLimit = 1 << 16
  /// Most dimensions an array may have.
  static let dimensionLimit = 8

  var element: NumberArray.Element
  var isFortranOrder: Bool
  var shape: [Int]
  /// First byte after the header.
  var end: Int

  /// The header at the start of `bytes`; nil while it is not complete.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
    if unsafe !bytes.starts(with: magic.prefix(bytes.count)) { throw FormatProblem("not-npy", "this is not npy data") }
    guard bytes.count >= 12 else { return nil }
    let version = unsafe bytes[6]
    guard (1...3).contains(version), unsafe bytes[7] == 0 else {
      throw FormatProblem("unsupported-type", unsafe "npy version \(version).\(bytes[7]); 1.0, 2.0 and 3.0 are read")
    }
    let start = version == 1 ? 10 : 12
    let length = (8..<start).reversed().reduce(0) { unsafe $0 << 8 | Int(bytes[$1]) }
    if length > Self.sizeLimit {
      throw FormatProblem("bad-npy-header", "the header announces \(length) bytes; at most 64 KiB")
    }
    end = start + length
    guard bytes.count >= end else { return nil }
    var scanner = unsafe PythonScanner(rest: bytes[start..<end])
    let entries = try scanner.dictionary()
    element = try Self.element(entries.type)
    isFortranOrder = entries.isFortranOrder
    shape = entries.shape
  }

  /// Bytes of the whole file. Throws when the product of sizes overflows.
  func announcedSize() throws -> Int {
    var total = element.size
    for size in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: size)
      if overflow { throw FormatProblem("bad-shape", "the announced sizes multiply to more than any file holds") }
      total = product
    }
    let (sum, overflow) = total.addingReportingOverflow(end)
    if overflow { throw FormatProblem("bad-shape", "the announced sizes multiply to more than any file holds") }
    return sum
  }

  private static func element(_ type: String) throws -> NumberArray.Element {
    switch type {
    case "|b1": return .boolean
    case "|u1": return .unsigned(bytes: 1)
    case "|i1": return .signed(bytes: 1)
    case "<u2": return .unsigned(bytes: 2)
    case "<u4": return .unsigned(bytes: 4)
    case "<u8": return .unsigned(bytes: 8)
    case "<i2": return .signed(bytes: 2)
    case "<i4": return .signed(bytes: 4)
    case "<i8": return .signed(bytes: 8)
    case "<f4": return .float(bytes: 4)
    case "<f8": return .float(bytes: 8)
    default:
      let reason =
        if type.hasPrefix(">") {
          "big-endian numbers (`\(excerpt(type))`) are not read"
        } else if type.contains("O") {
          "Python objects are not read: they can run code"
        } else {
          "numbers of type `\(excerpt(type))` are not read"
        }
      throw FormatProblem(
        "unsupported-type", reason, help: "save as one of b1, u1, i1, u2, i2, u4, i4, u8, i8, f4, f8, little-endian")
    }
  }
}

/// Reads the one dictionary that an npy header holds.
@safe private struct PythonScanner {
  var rest: Slice<UnsafeBufferPointer<UInt8>>

  /// The three entries, each exactly once. Nothing but blanks may follow.
  mutating func dictionary() throws -> (type: String, isFortranOrder: Bool, shape: [Int]) {
    var type: String?
    var order: Bool?
    var shape: [Int]?
    try expect("{")
    while !accept("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where type == nil: type = try string()
      case "fortran_order" where order == nil: order = try boolean()
      case "shape" where shape == nil: shape = try tuple()
      default: throw wrong("the key `\(excerpt(key))` is unknown or given twice")
      }
      if !accept(",") {
        try expect("}")
        break
      }
    }
    skipBlanks()
    if unsafe !rest.isEmpty { throw wrong("text follows the dictionary") }
    guard let type, let order, let shape else { throw wrong("one of descr, fortran_order and shape is missing") }
    return (type, order, shape)
  }

  private mutating func tuple() throws -> [Int] {
    try expect("(")
    var sizes: [Int] = []
    while !accept(")") {
      if sizes.count == NPYHeader.dimensionLimit { throw wrong("more than \(NPYHeader.dimensionLimit) dimensions") }
      sizes.append(try integer())
      if !accept(",") {
        if sizes.count == 1 { throw wrong("a tuple of one needs its comma") }
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func integer() throws -> Int {
    skipBlanks()
    let digits = unsafe rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    unsafe rest = unsafe rest.dropFirst(digits.count)
    _ = acceptByte("L")
    guard let value = unsafe Int(String(decoding: digits, as: UTF8.self)) else {
      throw wrong("a size is no whole number")
    }
    return value
  }

  private mutating func boolean() throws -> Bool {
    skipBlanks()
    for (word, value) in [("True", true), ("False", false)] where unsafe rest.starts(with: word.utf8) {
      unsafe rest = unsafe rest.dropFirst(word.utf8.count)
      return value
    }
    throw wrong("fortran_order is neither True nor False")
  }

  private mutating func string() throws -> String {
    skipBlanks()
    guard let quote = unsafe rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw wrong("a quoted word is missing (structured types are not read)")
    }
    let body = unsafe rest.dropFirst().prefix { $0 != quote && $0 != UInt8(ascii: "\\") }
    unsafe rest = unsafe rest.dropFirst(body.count + 1)
    guard unsafe rest.first == quote else { throw wrong("a quoted word does not end") }
    unsafe rest = unsafe rest.dropFirst()
    return unsafe String(decoding: body, as: UTF8.self)
  }

  private mutating func expect(_ character: Character) throws {
    if !accept(character) { throw wrong("`\(character)` is missing") }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipBlanks()
    return acceptByte(character)
  }

  private mutating func acceptByte(_ character: Character) -> Bool {
    guard let first = unsafe rest.first, first == character.asciiValue else { return false }
    unsafe rest = unsafe rest.dropFirst()
    return true
  }

  private mutating func skipBlanks() {
    unsafe rest = unsafe rest.drop { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 || $0 == 0x0d }
  }

  private func wrong(_ what: String) -> FormatProblem {
    FormatProblem("bad-npy-header", "the npy header is damaged: \(what)")
  }
}
