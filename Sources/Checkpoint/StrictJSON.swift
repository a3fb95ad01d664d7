import Diagnostics

/// What is wrong with a JSON text, and at which byte.
package struct JSONProblem: Error, Sendable, Equatable {
  package var message: String
  package var offset: Int
}

/// Reads JSON so that no two readers can see different values: RFC 8259 and nothing more. A doubled key (compared by
/// bytes), bytes that are not UTF-8, a lone surrogate, a whole number beyond 64 bits and bytes after the value are
/// errors. `1.0` and `1e3` are numbers, never integers.
@safe package struct StrictJSON {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let depthLimit: Int
  private var place = 0

  /// The value in `bytes`, at most `depthLimit` arrays and objects deep. Throws a `JSONProblem`.
  package static func read(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = 64) throws -> JSONValue {
    if unsafe String(validating: bytes, as: UTF8.self) == nil {
      throw JSONProblem(message: "the text is not UTF-8", offset: 0)
    }
    var reader = unsafe StrictJSON(bytes: bytes, depthLimit: depthLimit)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    if reader.place < bytes.count { throw reader.problem("text follows the value") }
    return value
  }

  /// As above.
  package static func read(_ bytes: [UInt8], depthLimit: Int = 64) throws -> JSONValue {
    try unsafe bytes.withUnsafeBufferPointer { try unsafe read($0, depthLimit: depthLimit) }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    unsafe self.bytes = unsafe bytes
    self.depthLimit = depthLimit
  }

  private var next: UInt8? { unsafe place < bytes.count ? bytes[place] : nil }

  private func problem(_ message: String) -> JSONProblem { JSONProblem(message: message, offset: place) }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard let byte = next, UInt32(byte) == character.value else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    skipBlanks()
    if accept("{") { return try object(depth: depth + 1) }
    if accept("[") { return try array(depth: depth + 1) }
    if next == UInt8(ascii: "\"") { return .string(try string()) }
    for (word, value) in [("true", JSONValue.boolean(true)), ("false", .boolean(false)), ("null", .null)]
    where unsafe bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return value
    }
    return try number()
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    if depth > depthLimit { throw problem("more than \(depthLimit) levels") }
    var members: [JSONValue.Member] = []
    var keys: Set<[UInt8]> = []
    if accept("}") { return .object(members) }
    repeat {
      skipBlanks()
      let key = try string()
      if !keys.insert(Array(key.utf8)).inserted { throw problem("the key `\(visible(key))` is there twice") }
      if !accept(":") { throw problem("`:` is missing") }
      members.append(JSONValue.Member(key, try value(depth: depth)))
    } while accept(",")
    if !accept("}") { throw problem("`,` or `}` is missing") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    if depth > depthLimit { throw problem("more than \(depthLimit) levels") }
    var elements: [JSONValue] = []
    if accept("]") { return .array(elements) }
    repeat { elements.append(try value(depth: depth)) } while accept(",")
    if !accept("]") { throw problem("`,` or `]` is missing") }
    return .array(elements)
  }

  private mutating func number() throws -> JSONValue {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    let whole = skipDigits()
    if whole == 0 { throw problem("a value is missing") }
    if whole > 1, unsafe bytes[place - whole] == UInt8(ascii: "0") { throw problem("a number begins with 0") }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      isInteger = false
      place += 1
      if skipDigits() == 0 { throw problem("digits are missing after the point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      place += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
      if skipDigits() == 0 { throw problem("digits are missing in the exponent") }
    }
    let text = unsafe String(decoding: bytes[start..<place], as: UTF8.self)
    if isInteger {
      guard let integer = Int(text) else { throw problem("a whole number beyond 64 bits") }
      return .integer(integer)
    }
    guard let number = Double(text).flatMap(JSONValue.FiniteNumber.init) else { throw problem("a number out of range") }
    return .number(number)
  }

  private mutating func skipDigits() -> Int {
    let start = place
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
    return place - start
  }

  private mutating func string() throws -> String {
    guard next == UInt8(ascii: "\"") else { throw problem("a string is missing") }
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw problem("a control character in a string")
      default: text.append(byte)
      }
    }
    throw problem("a string does not end")
  }

  private mutating func escape() throws -> [UInt8] {
    guard let letter = next else { throw problem("a string does not end") }
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
    default: throw problem("an unknown escape")
    }
  }

  private mutating func scalar() throws -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xdc00, unsafe bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      throw problem("a lone surrogate")
    }
    place += 2
    let low = try codeUnit()
    guard low & 0xfc00 == 0xdc00,
      let scalar = Unicode.Scalar(0x1_0000 + (UInt32(unit & 0x3ff) << 10) + UInt32(low & 0x3ff))
    else { throw problem("a lone surrogate") }
    return scalar
  }

  private mutating func codeUnit() throws -> UInt16 {
    guard unsafe bytes.count - place >= 4 else { throw problem("four hexadecimal digits are missing") }
    var unit: UInt16 = 0
    for index in place..<(place + 4) {
      let byte = unsafe bytes[index]
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw problem("four hexadecimal digits are missing")
      }
      unit = unit << 4 | UInt16(digit)
    }
    place += 4
    return unit
  }
}
