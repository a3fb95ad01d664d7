import Diagnostics
import Testing

private func report(_ text: String, _ diagnostics: (SourceID) -> [Diagnostic], useColour: Bool = false) -> String {
  var sources = SourceMap()
  let source = sources.add(name: "a.yaml", bytes: Array(text.utf8))
  return TextReport(sources: sources, useColour: useColour).text(diagnostics(source))
}

@Test func positionsCountScalars() {
  let text = SourceText(name: "", bytes: Array("\u{FEFF}äö\r\nb\rc\n\n".utf8))
  #expect(text.position(of: 0) == text.position(of: 3))
  let places = [
    3: "1:1", 5: "1:2", 7: "1:3", 9: "2:1", 10: "2:2", 11: "3:1", 13: "4:1", 14: "5:1", 99: "5:1", -4: "1:1",
  ]
  for (offset, expected) in places {
    let place = text.position(of: offset)
    #expect("\(place.line):\(place.column)" == expected, "\(offset)")
  }
  #expect(SourceText(name: "", bytes: []).position(of: 0).line == 1)
  #expect(SourceText(name: "", bytes: Array("a\r".utf8)).position(of: 2).line == 2)
}

@Test func findingsStandInReadingOrder() {
  let text = report("one\ntwo\n") { source in
    [
      .note("last", "no place", at: .none),
      .warning("second", "b", at: Span(source: source, start: 4, end: 7)),
      .error("first", "a", at: Span(source: source, start: 0, end: 3)).context("look", at: .none).help("do this"),
    ]
  }
  #expect(
    text == """
      error[first]: a
       --> a.yaml:1:1
        |
      1 | one
        | ^^^
        = note: look
        = help: do this

      warning[second]: b
       --> a.yaml:2:1
        |
      2 | two
        | ^^^

      note[last]: no place

      1 error, 1 warning, 1 note

      """)
  #expect(report("x") { _ in [] }.isEmpty)
}

@Test func controlCharactersNeverReachTheTerminal() {
  let text = report("a\u{1B}[31mb\u{202E}c\u{200B}\n") { source in
    [Diagnostic.error("x", "m\u{1B}[0m\n\u{9B}", at: Span(source: source, start: 7, end: 7)).help("h\r\u{7}")]
  }
  let allowed = text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) }
  #expect(allowed, "\(text.debugDescription)")
  #expect(text.contains("m\\u{1b}[0m\\u{a}"))
}

@Test func excerptsOfLongLinesAreWindows() {
  let line = (0..<2000).map { "k\($0): äß漢\t" }.joined()
  let bytes = Array(line.utf8)
  for start in stride(from: 0, to: bytes.count, by: 7) {
    let text = report(line) { [.error("x", "m", at: Span(source: $0, start: start, end: start + 9))] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[3].unicodeScalars.count <= 120, "\(start)")
    #expect(lines[4].contains("^"))
  }
}

@Test func coloursAreOptional() {
  let finding: (SourceID) -> [Diagnostic] = { [.error("x", "m", at: Span(source: $0, start: 0, end: 1))] }
  #expect(!report("a", finding).contains("\u{1B}"))
  #expect(report("a", finding, useColour: true).contains("\u{1B}[1;31merror[x]\u{1B}[0m"))
}

@Test func longReportsAreCut() {
  let text = report(String(repeating: "a", count: 300)) { source in
    (0..<250).map { .error("x", "m\($0)", at: Span(source: source, start: $0, end: $0 + 1)) }
  }
  #expect(text.hasSuffix("250 errors (150 not shown)\n"))
}

@Test func jsonReportIsComplete() {
  var sources = SourceMap()
  let source = sources.add(name: "ä.yaml", bytes: Array("ä: b\nc".utf8))
  let finding = Diagnostic.error("x", "m \"q\"", at: Span(source: source, start: 4, end: 7))
    .context("r", at: .none).help("h")
  #expect(
    JSONReport(sources: sources).value([finding]).compactText == """
      {"version":1,"diagnostics":[{"code":"x","severity":"error","message":"m \\"q\\"","file":"ä.yaml","line":1,"column":4,\
      "endLine":2,"endColumn":2,"pointer":"","help":["h"],"related":[{"message":"r","file":null,"line":null,\
      "column":null,"endLine":null,"endColumn":null}]}]}
      """)
}

@Test func jsonTextIsStrict() {
  let value: JSONValue = [
    "b": [1, .finite(0.1), .finite(1e300), .finite(.nan), .finite(-.infinity)], "a": ["": nil, "t": true], "e": [:],
    "l": [],
  ]
  #expect(value.compactText == #"{"b":[1,0.1,1e+300,null,null],"a":{"":null,"t":true},"e":{},"l":[]}"#)
  #expect(value.indentedText.contains("{\n  \"b\": [\n    1,"))
  #expect(JSONValue.FiniteNumber(.infinity) == nil)
  #expect(JSONValue.string("\u{1}\n\u{2028}\u{E0001}\\ä").compactText == "\"\\u0001\\n\\u2028\\udb40\\udc01\\\\ä\"")
  #expect(value["a"]?["t"] == true)
}

@Test func nearestNames() {
  let known = ["learning_rate", "epochs", "steps", "seed", "relu", "elu", "gelu"]
  #expect(nearestName(to: "learning-rate", among: known) == "learning_rate")
  #expect(nearestName(to: "Learning Rate", among: known) == "learning_rate")
  #expect(nearestName(to: "epoch", among: known) == "epochs")
  #expect(nearestName(to: "sede", among: known) == "seed")
  #expect(nearestName(to: "rellu", among: known) == "relu")
  #expect(nearestName(to: "momentum", among: known) == nil)
  #expect(nearestName(to: "", among: known) == nil)
  #expect(nearestName(to: String(repeating: "x", count: 1_000_000), among: known) == nil)
}
