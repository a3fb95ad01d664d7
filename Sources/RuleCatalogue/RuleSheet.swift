import Diagnostics

/// One kind of finding: what `explain` prints, and what the tests run.
package struct RuleSheet: Sendable {
  package var code: DiagnosticCode
  /// The worst it is told as.
  package var severity: Severity
  /// One sentence without a full stop: the bad pattern.
  package var title: String
  /// A paragraph: why it is told, and what to do.
  package var explanation: String
  /// A spec that has it; nil where a small text cannot.
  package var flagged: Example?
  /// A spec without any finding that does the same well.
  package var accepted: Example?
  /// Why there is no example; nil where there is one.
  package var noExampleBecause: String?

  init(
    _ code: DiagnosticCode, _ severity: Severity, _ title: String, explanation: String, flagged: Example,
    accepted: Example
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.explanation = explanation
    self.flagged = flagged
    self.accepted = accepted
  }

  init(
    _ code: DiagnosticCode, _ severity: Severity, _ title: String, explanation: String, noExampleBecause: String
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.explanation = explanation
    self.noExampleBecause = noExampleBecause
  }

  /// The rule with this code.
  package static func named(_ code: String) -> RuleSheet? { byCode[code] }

  private static let byCode = Dictionary(all.map { ($0.code.name, $0) }) { first, _ in first }
}

/// A spec that shows a rule, with the files it reads beside it.
package struct Example: Sendable {
  package var spec: String
  package var files: [ExampleFile]
  /// Whether each character of `spec` is one byte: for text that is no UTF-8.
  package var isLatin1: Bool

  init(_ spec: String, files: [ExampleFile] = [.bits], isLatin1: Bool = false) {
    self.spec = spec
    self.files = files
    self.isLatin1 = isLatin1
  }

  /// The bytes of the spec.
  package var bytes: [UInt8] { isLatin1 ? latin1(spec) : Array(spec.utf8) }
}

/// A data file of an example.
package struct ExampleFile: Sendable {
  package var name: String
  package var bytes: [UInt8]
  /// Whether a person can read it.
  package var isText: Bool

  /// Text in UTF-8.
  static func text(_ name: String, _ text: String) -> ExampleFile {
    ExampleFile(name: name, bytes: Array(text.utf8), isText: true)
  }

  /// Text in UTF-8 under the examples' usual name.
  static func csv(_ text: String) -> ExampleFile { .text("data.csv", text) }

  /// Bytes written as characters up to U+00FF.
  static func binary(_ name: String, _ characters: String) -> ExampleFile {
    ExampleFile(name: name, bytes: latin1(characters), isText: false)
  }

  /// 24 rows of the bits a, b, c, d as `data.csv`.
  package static let bits = table("a,b,c,d") { row in
    [row % 2, row / 2 % 2, row / 3 % 2, row % 5 == 0 ? 1 : 0].map { String($0) }
  }

  /// As many rows with three columns of words and numbers, and one that numbers the rows.
  static let words = table("id,colour,shape,size") { row in
    let colours: [String] = ["red", "green", "blue"]
    let shapes: [String] = ["round", "square"]
    return ["r\(row)", colours[row % 3], shapes[row / 3 % 2], String(row % 4)]
  }

  /// Bits a to f, of which b, c and d are one-hot.
  static let groups = table("a,b,c,d,e,f") { row in
    let position = row / 2 % 3
    let hot: [Int] = (0..<3).map { $0 == position ? 1 : 0 }
    let all: [Int] = [row % 2] + hot + [row % 5 == 0 ? 1 : 0, row % 7 == 0 ? 1 : 0]
    return all.map { String($0) }
  }

  private static func table(_ header: String, _ cells: (Int) -> [String]) -> ExampleFile {
    let rows: [String] = (0..<24).map { cells($0).joined(separator: ",") }
    return csv(([header] + rows).joined(separator: "\n") + "\n")
  }

  /// An idx file of 24 rows of 4 bits, called `data-ubyte`, without its last `missing` bytes.
  static func idx(type: UInt8 = 8, without missing: Int = 0, extra: Int = 0) -> ExampleFile {
    var bytes: [UInt8] = [0, 0, type, 2, 0, 0, 0, 24, 0, 0, 0, 4]
    bytes += cells.dropLast(missing)
    bytes += [UInt8](repeating: 0, count: extra)
    return ExampleFile(name: "data-ubyte", bytes: bytes, isText: false)
  }

  /// A NumPy file of 24 rows of 4 bits, called `data.npy`.
  static func npy() -> ExampleFile {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (24, 4), }"
    let padding = String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    var bytes: [UInt8] = [0x93]
    bytes += Array("NUMPY\u{1}\u{0}v\u{0}".utf8)
    bytes += Array((header + padding).utf8)
    bytes += cells
    return ExampleFile(name: "data.npy", bytes: bytes, isText: false)
  }

  /// The bits of the table of bits, row after row.
  private static let cells: [UInt8] = bits.bytes.dropFirst(8).compactMap { byte in
    byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") ? byte - UInt8(ascii: "0") : nil
  }
}

/// Each character as one byte; characters past U+00FF are left out.
private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.compactMap { UInt8(exactly: $0.value) } }
