import Checkpoint
import Diagnostics
import Foundation
import RuleCatalogue
import Testing

/// Every rule's own examples: the flagged one is found with that code, the accepted one says nothing.
@Suite("Rules")
struct RuleSheetTests {
  static let withExamples = RuleSheet.all.filter { $0.flagged != nil }
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  @Test func thereAreRules() {
    #expect(Self.withExamples.count > 100)
    #expect(Set(RuleSheet.all.map(\.code)).count == RuleSheet.all.count)
    for rule in RuleSheet.all { #expect((rule.flagged == nil) == (rule.noExampleBecause != nil), "\(rule.code)") }
  }

  @Test(arguments: withExamples.map(\.code.name))
  func flaggedExample(_ code: String) throws {
    let rule = try #require(RuleSheet.named(code))
    let run = try validate(try #require(rule.flagged), ["--json"])
    let json = try StrictJSON.read(Array(run.output.utf8))
    guard case .array(let findings)? = json["diagnostics"] else {
      Issue.record("no diagnostics: \(run.output) \(run.errors)")
      return
    }
    let found = findings.filter { $0["code"] == .string(code) }
    #expect(
      found.contains { $0["severity"] == .string(rule.severity.rawValue) },
      "\(findings.map { $0["code"] ?? .null }) \(run.errors)")
    #expect(run.status == (findings.contains { $0["severity"] == "error" } ? 1 : 0))
  }

  @Test(arguments: withExamples.map(\.code.name))
  func acceptedExample(_ code: String) throws {
    let rule = try #require(RuleSheet.named(code))
    let run = try validate(try #require(rule.accepted), ["--format", "concise", "--fail-on", "note"])
    #expect(run.status == 0)
    #expect(run.output.isEmpty && run.errors.isEmpty, "\(run.output)\(run.errors)")
  }

  @Test(arguments: withExamples.map(\.code.name))
  func whatTheUserSees(_ code: String) throws {
    let rule = try #require(RuleSheet.named(code))
    let run = try validate(try #require(rule.flagged), ["--format", "text"])
    let text = run.output.components(separatedBy: "\nrows: ")[0]
    try expectGolden(text, "rules/\(code).txt")
  }

  /// Every code that a source file writes has a page.
  @Test func everyCodeIsExplained() throws {
    let pattern = try Regex(
      #"(?:\b(?:error|warning|note|refusal|finding)\(|Problem\(|DiagnosticCode = |\bcode: |Diagnostic\(\s*[^"\n]*)\s*"([a-z0-9]+(?:-[a-z0-9]+)+)""#,
      as: (Substring, Substring).self)
    var codes: Set<String> = []
    let files = FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      if file.path.contains("/RuleCatalogue/") { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      codes.formUnion(text.matches(of: pattern).map { String($0.output.1) })
    }
    #expect(codes.count > 100)
    #expect(codes.filter { RuleSheet.named($0) == nil }.sorted() == [])
  }

  @Test func explainPrintsAPage() throws {
    let page = CommandRun(["explain", "one-hot-among-binary"], in: "/")
    #expect(page.status == 0)
    #expect(page.output.contains("Flagged:") && page.output.contains("one_hot: 3"))
    #expect(CommandRun(["explain", "--list"], in: "/").output.contains("unknown-key"))
    let slip = CommandRun(["explain", "unknown-kee"], in: "/")
    #expect(slip.status == 2)
    #expect(slip.errors.contains("did you mean `unknown-key`?"))
    #expect(CommandRun(["explain"], in: "/").status == 2)
  }

  private func validate(_ example: Example, _ arguments: [String]) throws -> CommandRun {
    let folder = try TemporaryFolder()
    try folder.write("spec.yaml", example.bytes)
    for file in example.files { try folder.write(file.name, file.bytes) }
    var run = CommandRun(["spec.yaml", "validate"] + arguments, in: folder.path)
    run.output = run.output.replacingOccurrences(of: folder.path, with: "/folder")
    return run
  }
}
