import Diagnostics
import Testing
import YAMLDocument

private func value(_ text: String) throws -> Node {
  try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0)).root
}

private func codes(_ text: String) -> [String] {
  do {
    _ = try value(text)
    return []
  } catch let refusal as Refusal {
    return refusal.diagnostics.map(\.code.name)
  } catch {
    return ["\(error)"]
  }
}

@Test func ownKeysWinAndEarlierMapsWin() throws {
  let root = try value(
    "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b], w: 3}\nd: {<<: *a}\ne: {<<: {q: 9}}\n")
  func entries(_ key: String) throws -> [String] {
    guard case .mapping(let entries) = try #require(root[key]).content else { return [] }
    return entries.map { "\($0.key)=\($0.value.scalar?.text ?? "")\($0.isMerged ? "m" : "")" }
  }
  #expect(try entries("c") == ["z=3", "x=1m", "y=1m", "w=3"])
  #expect(try entries("d") == ["x=1m", "y=1m"])
  #expect(try entries("e") == ["q=9m"])
}

@Test func quotedMergeIsAKey() throws {
  let root = try value("a: {\"<<\": {x: 1}}")
  #expect(root["a"]?["<<"]?["x"] != nil)
  #expect(root["a"]?["x"] == nil)
}

@Test func aMergedValueKeepsItsPlace() throws {
  let root = try value("a: &a {x: 1}\nb: {<<: *a}\n")
  #expect(root["b"]?["x"]?.span == root["a"]?["x"]?.span)
}

@Test func findingsOfDocuments() {
  #expect(codes("{a: 1, 'a': 2}") == ["duplicate-key"])
  #expect(codes("a: {b: {c: 1, d: 2, \"c\": 3}}") == ["duplicate-key"])
  #expect(codes("<<: {a: 1}\n<<: {b: 1}\n") == ["duplicate-key"])
  #expect(codes("a: &a 1\nb: {<<: *a}\n") == ["bad-merge"])
  #expect(codes("a: &a [*a]") == ["recursive-alias"])
  #expect(codes("a: &a {b: &a [*a]}") == ["recursive-alias"])
  #expect(codes("a: *b") == ["unknown-anchor"])
  #expect(codes("a: &x 1\nb: &x 2\nc: *x\n") == [])
  #expect(codes("{[a]: 1, {b: c}: 2}") == ["key-not-text", "key-not-text"])
  #expect(codes("a: !x 1\nb: !!str 2\nc: ! 3\nd: !<y> 4\n") == ["yaml-tag", "yaml-tag", "yaml-tag", "yaml-tag"])
  #expect(codes("a: 1\n--- \nb: 2\n") == ["second-document"])
  #expect(codes("--- {a: 1}\n...\n") == [])
  #expect(codes("a: 1\n...\nb: 2\n") == ["yaml-syntax"])
  #expect(codes("\u{FEFF}%YAML 1.1\n---\na: 1") == ["yaml-directive"])
  #expect(codes("a: 100%\nb: \" %\"") == [])
  #expect(codes("a:\n\tb: 1") == ["tab-indentation"])
  #expect(codes("a: {\n \tb: 1}") == ["tab-indentation"])
  #expect(codes("a: [\n\t1,\n\t2]") == ["tab-indentation", "tab-indentation"])
  #expect(codes("a:\t1\t# c\n\nb: [1,\t2]\n") == [])
  #expect(codes("a: \u{1}") == ["control-character"])
  #expect(codes("a: \u{7F}") == ["control-character"])
  #expect(codes("a: \u{FFFF}") == ["control-character"])
  #expect(codes("*") == ["yaml-syntax"])
}

@Test func malformedBytesHavePlaces() {
  for (bytes, place) in [
    ([0x61, 0x3A, 0x20, 0xC3] as [UInt8], 3), ([0x61, 0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 0), ([0xF5, 0x80], 0),
    ([0x61, 0xE2, 0x82, 0x3A], 1), ([0x80], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
  ] {
    do {
      _ = try Document(bytes: bytes, source: SourceID(rawValue: 3))
      Issue.record("accepted \(bytes)")
    } catch let refusal as Refusal {
      #expect(refusal.diagnostics.map(\.code.name) == ["not-utf8"])
      #expect(refusal.diagnostics.first?.span.start == place)
      #expect(refusal.diagnostics.first?.span.source == SourceID(rawValue: 3))
    } catch {
      Issue.record("\(error)")
    }
  }
}

/// 64 levels are a document, 65 are not; 100,000 nodes are one, 100,001 are not; 1 MiB is one, a byte more is not.
@Test func limitsAreExact() {
  func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
  #expect(codes(nested(64)) == [])
  #expect(codes(nested(65)) == ["nesting-too-deep"])
  #expect(codes("[&a \(nested(62)), [*a]]") == [])
  #expect(codes("[&a \(nested(62)), [[*a]]]") == ["nesting-too-deep"])
  func list(_ count: Int) -> String { "[" + String(repeating: "x,", count: count) + "]" }
  #expect(codes(list(99_999)) == [])
  #expect(codes(list(100_000)) == ["too-many-nodes"])
  #expect(codes("[&a \(list(49_998)), *a]") == [])
  #expect(codes("[&a \(list(49_999)), *a]") == ["too-many-nodes"])
  let comment = "a: 1 #"
  #expect(codes(comment + String(repeating: "x", count: (1 << 20) - comment.utf8.count)) == [])
  #expect(codes(comment + String(repeating: "x", count: (1 << 20) - comment.utf8.count + 1)) == ["file-too-large"])
}

@Test func dumpIsStable() throws {
  let text = "a: &a {x: 1, \"y\": 'two'}\nb:\n  - *a\n  - <<: *a\n    z:\n"
  let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
  #expect(
    document.dump() == """
      map of 2  @1
        a: map of 2  @1
          x: 1  @1
          y: "two"  @1
        b: list of 2  @3
          - map of 2  @1
            x: 1  @1
            y: "two"  @1
          - map of 3  @4
            x (merged): 1  @1
            y (merged): "two"  @1
            z:   @5

      """)
}
