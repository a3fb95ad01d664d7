import Foundation
import Testing

/// What `validate` and `plan` say of every spec that comes with the project.
@Suite("Reports of the example specs")
struct GoldenReportTests {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let specs: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: project.path + "/Specs")) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  @Test func thereAreSpecs() { #expect(Self.specs.count >= 7) }

  @Test(arguments: specs, ["validate", "plan"])
  func report(_ spec: String, _ verb: String) throws {
    let run = CommandRun([spec, verb], in: Self.project.path + "/Specs")
    #expect(run.status == 0, "\(run.errors)")
    try expectGolden(run.output, "\(spec.dropLast(5)).\(verb).txt")
  }
}

/// Compares with a file of `golden/`.
func expectGolden(_ actual: String, _ name: String) throws {
  let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  try expectGolden(actual, at: tests.appendingPathComponent("golden/\(name)"))
}

/// Compares with a file. `RECORD_GOLDEN=1` rewrites it, and still fails where it changed.
func expectGolden(_ actual: String, at file: URL) throws {
  let expected = try? String(contentsOf: file, encoding: .utf8)
  if expected != actual, ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try actual.write(to: file, atomically: true, encoding: .utf8)
  }
  let difference = zip(
    (expected ?? "").split(separator: "\n", omittingEmptySubsequences: false),
    actual.split(separator: "\n", omittingEmptySubsequences: false)
  ).first { $0 != $1 }
  let name = file.lastPathComponent
  #expect(expected == actual, "\(name) differs first at: \(difference.map { "\($0)" } ?? "its length")")
}
