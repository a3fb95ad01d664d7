import Diagnostics
import Foundation
import ModelSpec
import Testing
import YAMLDocument

/// A folder beside this file.
private func folder(_ name: String) -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
}

/// The `.yaml` files of a folder, by name.
func specs(in name: String) -> [URL] {
  let files = try? FileManager.default.contentsOfDirectory(at: folder(name), includingPropertiesForKeys: nil)
  return (files ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
}

/// Compares with the `.expected` file beside the spec; with RECORD_GOLDEN set it writes that file and still fails.
private func expectGolden(_ actual: String, beside spec: URL) throws {
  let url = spec.deletingPathExtension().appendingPathExtension("expected")
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try Data(actual.utf8).write(to: url)
    Issue.record("recorded \(url.lastPathComponent)")
    return
  }
  let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
  #expect(actual == expected, "\(spec.lastPathComponent)")
}

/// What a user sees of a spec: findings, and for an accepted one its values.
func output(_ url: URL) throws -> (text: String, isAccepted: Bool) {
  var sources = SourceMap()
  let bytes = try Array(Data(contentsOf: url))
  let source = sources.add(name: url.lastPathComponent, bytes: bytes)
  do {
    let stem = url.deletingPathExtension().lastPathComponent
    let reading = try readSpec(document: Document(bytes: bytes, source: source), fileStem: stem)
    return (TextReport(sources: sources).text(reading.findings) + reading.dump(sources: sources), true)
  } catch let refusal as Refusal {
    return (TextReport(sources: sources).text(refusal.diagnostics), false)
  }
}

@Test(arguments: specs(in: "invalid"))
func wrongSpec(_ spec: URL) throws {
  let (text, isAccepted) = try output(spec)
  #expect(!isAccepted)
  try expectGolden(text, beside: spec)
}

@Test(arguments: specs(in: "valid"))
func acceptedSpec(_ spec: URL) throws {
  let (text, isAccepted) = try output(spec)
  #expect(isAccepted)
  try expectGolden(text, beside: spec)
}

/// An empty list of arguments would pass in silence.
@Test func goldenFilesAreThere() {
  #expect(specs(in: "invalid").count >= 40)
  #expect(specs(in: "valid").count >= 8)
}
