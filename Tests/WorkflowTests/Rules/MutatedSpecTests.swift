import Diagnostics
import Foundation
import ModelSpec
import RuleCatalogue
import Testing
import Workflows
import YAMLDocument

/// Every valid spec with one key deleted or renamed, or one value replaced: the checker answers each, with a status that
/// says what the file says, and never that the mistake is ours.
@Suite("Mutated specs, slow", .enabled(if: getenv("DVAE_SLOW_TESTS") != nil, "set DVAE_SLOW_TESTS"))
struct MutatedSpecsSlowTests {
  /// Specs that are fine: the accepted examples of the rules, once each.
  private static let specs = Dictionary(
    grouping: RuleSheet.all.compactMap(\.accepted).filter { !$0.isLatin1 }, by: \.spec
  ).compactMap { $0.value.first }.sorted { $0.spec < $1.spec }

  private static let values = ["[]", "{}", "zzz", "-1", "1e30", "0", "\"1\"", "~", "[[[1]]]", "{a: b}"]

  @Test func everyMutationIsAnswered() throws {
    let folder = try TemporaryFolder()
    var count = 0
    for example in Self.specs {
      for file in example.files { try folder.write(file.name, file.bytes) }
      var sources = SourceMap()
      let document = try Document(bytes: example.bytes, source: sources.add(name: "spec", bytes: example.bytes))
      // A seventh of them, another one a spec: all of them take minutes in a debug build.
      for (index, text) in Self.mutations(of: document).enumerated() where (index + example.spec.utf8.count) % 7 == 0 {
        try folder.write("spec.yaml", text)
        let run = CommandRun(["spec.yaml", "validate", "--format", "concise"], in: folder.path)
        count += 1
        #expect(run.status == 0 || run.status == 1, "\(run.errors)\n\(String(decoding: text, as: UTF8.self))")
        #expect((run.status == 1) == run.output.contains(": error: "), "\(run.output)")
      }
    }
    #expect(count > 500)
  }

  /// The text with each key deleted or renamed, and each value replaced.
  private static func mutations(of document: Document) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    func replace(_ span: Span, _ text: String) {
      guard span.source == document.source else { return }
      texts.append(
        Array(document.bytes[..<span.start]) + Array(text.utf8) + Array(document.bytes[max(span.start, span.end)...]))
    }
    func visit(_ node: Node) {
      switch node.content {
      case .scalar: return
      case .sequence(let items):
        for item in items {
          for value in values { replace(item.span, value) }
          visit(item)
        }
      case .mapping(let entries):
        for entry in entries {
          replace(entry.keySpan, entry.key + "_zq")
          // Without its key: the value stands under a note.
          replace(entry.keySpan, "x-gone")
          for value in values { replace(entry.value.span, value) }
          visit(entry.value)
        }
      }
    }
    visit(document.root)
    return texts
  }
}
