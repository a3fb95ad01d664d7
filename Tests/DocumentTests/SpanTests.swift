import Diagnostics
import Testing
import YAMLDocument

private func parse(_ text: String) throws -> (Document, SourceText) {
  let bytes = Array(text.utf8)
  return (try Document(bytes: bytes, source: SourceID(rawValue: 0)), SourceText(name: "x", bytes: bytes))
}

private func written(_ span: Span, in document: Document) -> String {
  String(decoding: document.bytes[span.start..<span.end], as: UTF8.self)
}

private func node(_ document: Document, _ path: String...) throws -> Node {
  try path.reduce(document.root) { node, key in
    if case .sequence(let items) = node.content { return items[try #require(Int(key))] }
    return try #require(node[key])
  }
}

@Test func spansAreBytesOfTheValue() throws {
  let text = """
    größe: 'ä'   # Kommentar: nicht
    "zwei\\tWörter": [ü, {ö: x}, a: b]
    block:
      - eins
      - - tief
        - noch
    text: |
      Zeile eins
      Zeile zwei

    nach: &anker {k: v}
    alias: *anker
    flach: &f wert
    leer:
    """
  let (document, _) = try parse(text)
  func check(_ expected: String, _ path: String...) throws {
    let found = try path.reduce(document.root) { node, key in
      if case .sequence(let items) = node.content { return items[try #require(Int(key))] }
      return try #require(node[key])
    }
    #expect(written(found.span, in: document) == expected)
  }
  try check("'ä'", "größe")
  try check("[ü, {ö: x}, a: b]", "zwei\tWörter")
  try check("ü", "zwei\tWörter", "0")
  try check("{ö: x}", "zwei\tWörter", "1")
  try check("a: b", "zwei\tWörter", "2")
  try check("b", "zwei\tWörter", "2", "a")
  try check("eins", "block", "0")
  try check("- tief\n    - noch", "block", "1")
  try check("|\n  Zeile eins\n  Zeile zwei", "text")
  try check("{k: v}", "nach")
  try check("{k: v}", "alias")
  try check("wert", "flach")
  try check("", "leer")
  guard case .mapping(let entries) = document.root.content else {
    Issue.record("no map")
    return
  }
  #expect(written(entries[1].keySpan, in: document) == "\"zwei\\tWörter\"")
  #expect(written(document.root.span, in: document).hasPrefix("größe"))
  #expect(try #require(document.root["text"]?.scalar).text == "Zeile eins\nZeile zwei\n")
}

@Test func commentsLieOutsideEveryScalar() throws {
  let (document, _) = try parse("# one\na: 1 # two\nb: [x, # three\n  y]\n# four\n")
  var scalars: [Span] = []
  func collect(_ node: Node) {
    switch node.content {
    case .scalar: scalars.append(node.span)
    case .sequence(let items): items.forEach(collect)
    case .mapping(let entries):
      scalars += entries.map(\.keySpan)
      entries.forEach { collect($0.value) }
    }
  }
  collect(document.root)
  let hashes = document.bytes.indices.filter { document.bytes[$0] == UInt8(ascii: "#") }
  #expect(hashes.count == 4)
  for hash in hashes { #expect(!scalars.contains { $0.start <= hash && hash < $0.end }) }
}

@Test(arguments: ["\n", "\r\n", "\r"])
func lineEndsChangeNoValueAndNoLine(_ end: String) throws {
  let text = "a: 1\nb:\n  - x\n  - \"y\n    z\"\nc: |\n  one\n  two"
  for mark in ["", "\u{FEFF}"] {
    let (document, source) = try parse(mark + text.replacing("\n", with: end))
    let (plain, _) = try parse(text)
    #expect(try node(document, "b", "1").scalar == node(plain, "b", "1").scalar)
    #expect(try node(document, "c").scalar?.text == "one\ntwo")
    let place = source.position(of: try node(document, "b", "1").span.start)
    #expect(place == SourceText(name: "", bytes: Array(text.utf8)).position(of: try node(plain, "b", "1").span.start))
    #expect(place.line == 4 && place.column == 5)
    #expect(source.position(of: try node(document, "a").span.start) == source.position(of: mark.utf8.count + 3))
  }
}

@Test func plainTextStaysAsWritten() throws {
  let words = ["no", "1e5", "~", "NA", "0x1F", "true", "null", ".nan", "2024-01-01", "1:30", "=", "0o7"]
  let (document, _) = try parse("[" + words.joined(separator: ", ") + "]")
  guard case .sequence(let items) = document.root.content else {
    Issue.record("no list")
    return
  }
  #expect(items.map { $0.scalar?.text } == words)
  #expect(items.allSatisfy { $0.scalar?.isPlain == true })
  #expect(try parse("'no'").0.root.scalar == Node.Scalar(text: "no", isPlain: false))
}
