import Checkpoint
import Diagnostics
import Testing

@Suite("Strict JSON")
struct StrictJSONTests {
  @Test("values read as they are written")
  func values() throws {
    let text = #" {"a": [1, -2, 1.5, 1e3, true, false, null], "b": "x\n\u00e9\ud83d\ude00\"", "": {}} "#
    let value = try StrictJSON.read(Array(text.utf8))
    let expected: JSONValue = [
      "a": [1, -2, .finite(1.5), .finite(1000), true, false, nil], "b": "x\né😀\"", "": [:] as JSONValue,
    ]
    #expect(value == expected)
  }

  @Test("what is written reads back equal, odd strings and numbers included")
  func roundTrip() throws {
    let value: JSONValue = [
      "k\u{0}\u{1f}\u{2028}\u{202e}": [
        .integer(Int.max), .integer(Int.min), .finite(.leastNonzeroMagnitude), .finite(-0.1), .finite(1e22),
      ],
      "é": "NFC", "e\u{301}": "NFD",
    ]
    #expect(try StrictJSON.read(Array(value.compactText.utf8)) == value)
    #expect(try StrictJSON.read(Array(value.indentedText.utf8)) == value)
  }

  @Test(
    "everything else is refused",
    arguments: [
      "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1 2]", "01", "-", "-01", "1.", ".5", "+1", "1e",
      "1e+", "0x1", "NaN", "Infinity", "1e400", "9223372036854775808", "tru", "nul", "\"", "\"\\x\"", "\"\\u12\"",
      "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "1 2", "{}{}", "{\"a\":1,\"a\":2}",
      "{\"a\":1,\"\\u0061\":2}", "[1]\u{0}", "'a'", "// x\n1", "\u{feff}1",
    ])
  func refused(_ text: String) {
    #expect(throws: JSONProblem.self) { try StrictJSON.read(Array(text.utf8)) }
  }

  @Test("bytes that are not UTF-8, and depth")
  func bytesAndDepth() throws {
    #expect(throws: JSONProblem.self) { try StrictJSON.read([0x22, 0xff, 0x22]) }
    #expect(throws: JSONProblem.self) { try StrictJSON.read([0x22, 0xc0, 0x80, 0x22]) }
    let nested = { (depth: Int) in
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try StrictJSON.read(nested(64))
    #expect(throws: JSONProblem.self) { try StrictJSON.read(nested(65)) }
    #expect(throws: JSONProblem.self) { try StrictJSON.read(nested(1_000_000)) }
  }
}
