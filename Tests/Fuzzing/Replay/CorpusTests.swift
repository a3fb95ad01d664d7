import Foundation
import FuzzInputs
import Testing

/// Every file of the corpus, among them all that ever crashed: none does.
@Suite("Fuzzing corpus")
struct CorpusTests {
  static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("corpus")

  @Test(arguments: FuzzInput.allCases)
  func everyFileIsAnswered(_ input: FuzzInput) throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("dvae-fuzzing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(input.rawValue), includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files.sorted(by: { $0.path < $1.path }) {
      #expect(throws: Never.self, "\(input) \(file.lastPathComponent)") {
        try input.run([UInt8](Data(contentsOf: file)), in: folder.path)
      }
    }
  }
}
