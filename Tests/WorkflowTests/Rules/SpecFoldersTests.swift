import Foundation
import Testing

/// Specs as people write them, with small data files: `specs/wrong` with what the user sees beside each, and
/// `specs/fine`, of which there is nothing to say. `dvae-run validate` takes either folder.
@Suite("Folders of specs")
struct SpecFoldersTests {
  private static let specs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("specs")

  private static func names(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: specs.appendingPathComponent(folder).path)
    return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func thereAreMany() {
    #expect(Self.names("wrong").count >= 150)
    #expect(Self.names("fine").count >= 60)
  }

  @Test(arguments: names("wrong"))
  func whatTheUserSees(_ name: String) throws {
    let folder = Self.specs.appendingPathComponent("wrong")
    let run = CommandRun([name, "validate", "--format", "text", "--fail-on", "note"], in: folder.path)
    #expect(run.status == 1)
    #expect(run.errors.isEmpty, "\(run.errors)")
    let text = run.output.components(separatedBy: "\nrows: ")[0].replacingOccurrences(of: folder.path, with: "/folder")
      .replacingOccurrences(of: Self.specs.path, with: "/specs")
    try expectGolden(text, at: folder.appendingPathComponent(name.replacing(".yaml", with: ".txt")))
  }

  @Test(arguments: names("fine"))
  func nothingToSay(_ name: String) {
    let folder = Self.specs.appendingPathComponent("fine").path
    for more in [[], ["--without-data"], ["--sandbox"]] {
      let run = CommandRun([name, "validate", "--format", "concise", "--fail-on", "note"] + more, in: folder)
      #expect(run.status == 0, "\(more)")
      #expect(run.output.isEmpty && run.errors.isEmpty, "\(run.output)\(run.errors)")
    }
  }
}
