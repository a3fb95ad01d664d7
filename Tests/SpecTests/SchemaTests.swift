import Diagnostics
import Foundation
import ModelSpec
import Testing
import YAMLDocument

/// The schema and the reader say the same, as far as a schema can.
@Suite("JSON Schema")
struct SchemaTests {
  /// Findings about several keys together, about names, or about how a value is written: what a schema cannot say.
  static let beyondSchema: Set<String> = [
    "bad-name", "bad-range", "bad-reference", "colliding-names", "count-differs", "fixed-prior-length",
    "fixed-prior-sum", "fixed-prior-zero", "key-beside-exact-encoder", "likelihood-of-other-type",
    "likelihood-without-type", "no-train-rows", "no-valid-rows", "prior-with-dependencies", "repeated-value",
    "too-many-variables", "yaml-syntax", "overlapping-axes", "axis-outside-model", "repeated-seed", "too-many-runs",
    "unknown-figure",
  ]
  /// Specs of several sections and styles.
  static let specs: [URL] = {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folders = ["Specs", "Specs/benchmarks", "Tests/SpecTests/valid", "Tests/WorkflowTests/specs/fine"]
    return folders.flatMap { folder -> [URL] in
      let files = try? FileManager.default.contentsOfDirectory(
        at: project.appending(path: folder), includingPropertiesForKeys: nil)
      return (files ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    }
  }()
  /// Those that are mutated: of `specs/fine`, where many say much the same, every fourth.
  private static let mutated = specs.enumerated().filter { index, url in
    !url.path.contains("/benchmarks/") && (!url.path.contains("/fine/") || index % 4 == 0)
  }.map(\.element)
  /// Numbers with `_` or quotes, which a schema sees as text.
  private static let unusual: Set<String> = ["numbers.yaml"]

  private func document(_ url: URL) throws -> Document {
    var sources = SourceMap()
    let bytes = try Array(Data(contentsOf: url))
    return try Document(bytes: bytes, source: sources.add(name: url.lastPathComponent, bytes: bytes))
  }

  @Test(arguments: specs)
  func acceptsWhatTheReaderAccepts(_ url: URL) throws {
    guard !Self.unusual.contains(url.lastPathComponent) else { return }
    var check = SchemaCheck(SpecSchema.value)
    let isAccepted = check.accepts(JSONValue(yaml: try document(url).root), SpecSchema.value)
    #expect(isAccepted, "\(url.lastPathComponent)")
    #expect(check.unknownWords.isEmpty)
  }

  @Test(arguments: mutated)
  func agreesOnEveryMutation(_ url: URL) throws {
    guard !Self.unusual.contains(url.lastPathComponent) else { return }
    var check = SchemaCheck(SpecSchema.value)
    let original = try document(url)
    var refused = 0
    for mutation in Mutation.all(of: original.root) {
      var document = original
      document.root = mutation.root
      var codes: Set<String> = []
      do {
        _ = try readSpec(document: document, fileStem: "spec")
      } catch let refusal as Refusal {
        codes = Set(refusal.diagnostics.filter { $0.severity == .error }.map(\.code.name))
      }
      let accepts = check.accepts(JSONValue(yaml: mutation.root), SpecSchema.value)
      if !accepts { refused += 1 }
      if accepts {
        #expect(codes.subtracting(Self.beyondSchema).isEmpty, "the schema accepts \(mutation.words)")
      } else {
        #expect(!codes.isEmpty, "the schema alone refuses \(mutation.words)")
      }
    }
    #expect(refused > 20)
  }

  @Test func everyKeyHasADescription() {
    func visit(_ value: JSONValue) -> Int {
      guard case .object(let members) = value else {
        if case .array(let items) = value { return items.reduce(0) { $0 + visit($1) } }
        return 0
      }
      var count = 0
      if case .object(let properties)? = value["properties"], value["patternProperties"] != nil,
        value["required"] == nil
      {
        count += properties.count { $0.value["description"] == nil }
      }
      return members.reduce(count) { $0 + visit($1.value) }
    }
    #expect(visit(SpecSchema.value["properties"] ?? .null) == 0)
  }
}

/// A spec with one thing changed.
struct Mutation {
  var root: Node
  var words: String

  /// Every key deleted, renamed, and every value replaced by one of another kind or range.
  static func all(of root: Node) -> [Mutation] {
    var mutations: [Mutation] = []
    visit(root, path: []) { node, words in mutations.append(Mutation(root: node, words: words)) }
    return mutations
  }

  private static let values: [(String, Node)] = [
    ("a list", ["a"]), ("a map", ["a": "1"]), ("zzz", "zzz"), ("-1", "-1"), ("1e30", "1e30"), ("0", "0"),
    ("0.5", "0.5"),
    ("true", "true"),
  ]

  private static func visit(_ node: Node, path: [String], _ emit: (Node, String) -> Void) {
    let here = path.joined(separator: ".")
    if !path.isEmpty { for (name, value) in values { emit(value, "\(here) = \(name)") } }
    switch node.content {
    case .scalar: return
    case .sequence(let items):
      for index in items.indices {
        visit(items[index], path: path + [String(index)]) { child, words in
          var copy = items
          copy[index] = child
          emit(Node(.sequence(copy), at: node.span), words)
        }
      }
    case .mapping(let entries):
      for index in entries.indices {
        var without = entries
        let removed = without.remove(at: index)
        emit(Node(.mapping(without), at: node.span), "\(here) without \(removed.key)")
        var renamed = entries
        renamed[index].key += "_zq"
        emit(Node(.mapping(renamed), at: node.span), "\(here).\(removed.key) renamed")
        visit(entries[index].value, path: path + [removed.key]) { child, words in
          var copy = entries
          copy[index].value = child
          emit(Node(.mapping(copy), at: node.span), words)
        }
      }
    }
  }
}
