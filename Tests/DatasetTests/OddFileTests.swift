import Datasets
import Diagnostics
import Foundation
import Testing

@testable import ModelSpec

@Suite("Files that are no data")
struct OddFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("missing, folder, pipe, device, circle of links, sparse terabyte, unknown names")
  func oddFiles() throws {
    let path = folder.path
    #expect(mkfifo(path + "/pipe.csv", 0o600) == 0)
    #expect(symlink("circle.csv", path + "/circle.csv") == 0)
    try FileManager.default.createDirectory(atPath: path + "/folder.csv", withIntermediateDirectories: true)
    try folder.write("sparse.csv", "")
    #expect(truncate(path + "/sparse.csv", 1 << 40) == 0)
    try folder.write("t.data", "a\nx\n")
    let expected = [
      ("none.csv", "missing-file: `none.csv`: there is no such file"),
      ("pipe.csv", "not-a-file: `pipe.csv`: this is a pipe; data come from regular files"),
      ("circle.csv", "missing-file: `circle.csv`: the symbolic links go round in a circle"),
      ("folder.csv", "not-a-file: `folder.csv`: this is a folder; data come from regular files"),
      ("sparse.csv", "data-over-memory-limit: `sparse.csv`: 1099511627776 bytes are more than the limit of 4294967296"),
      ("t.data", "unknown-format: `t.data`: the name does not tell the format"),
      ("folder.csv/x.csv", "missing-file: `folder.csv/x.csv`: there is no such file"),
      ("a\0.csv", "missing-file: `a\0.csv`: a file name cannot hold a NUL"),
    ]
    for (name, message) in expected { #expect(folder.errors(section(name)) == [message]) }
    #expect(
      folder.errors(section("/dev/null", format: .csv))
        == ["not-a-file: `/dev/null`: this is a device; data come from regular files"])
    #expect(try folder.load(section("t.data", format: .csv)).facts.trainRows == 1)
  }

  @Test("a file that may not be read is the machine's refusal")
  func permission() throws {
    try folder.write("t.csv", "a\nx\n")
    #expect(chmod(folder.path + "/t.csv", 0) == 0)
    guard geteuid() != 0 else { return }
    #expect(throws: MachineFailure.self) { try folder.load(section("t.csv")) }
  }

  @Test("paths are relative to the spec's folder, those of arguments to the working one; links and odd names work")
  func folders() throws {
    let odd = folder.path + "/a b/ø"
    try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
    try folder.write("a b/ø/t.csv", "a\nx\n")
    #expect(try loadDataset(section: section("t.csv"), specDirectory: odd).facts.trainRows == 1)
    #expect(symlink(odd, folder.path + "/link") == 0)
    #expect(try loadDataset(section: section("t.csv"), specDirectory: folder.path + "/link").facts.trainRows == 1)
    let arguments = DataFolders(spec: odd, arguments: [SourceID(rawValue: 0)])
    let refusal = #expect(throws: Refusal.self) { try loadDataset(section: section("t.csv"), folders: arguments) }
    let working = FileManager.default.currentDirectoryPath
    #expect(refusal?.diagnostics.map(\.message) == ["`\(working)/t.csv`: there is no such file"])
  }

  @Test("data outside the spec's folder are named, and refused in the sandbox, links followed")
  func sandbox() throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/spec", withIntermediateDirectories: true)
    try folder.write("t.csv", "a\nx\n")
    try folder.write("spec/t.csv", "a\nx\n")
    #expect(symlink("../t.csv", folder.path + "/spec/link.csv") == 0)
    let inside = folder.path + "/spec"
    for path in ["../t.csv", "link.csv", folder.path + "/t.csv"] {
      let data = try loadDataset(section: section(path), specDirectory: inside)
      #expect(data.findings.map(\.code) == ["data-outside-folder"])
      let refusal = #expect(throws: Refusal.self) {
        try loadDataset(section: section(path), folders: DataFolders(spec: inside, isSandboxed: true))
      }
      #expect(refusal?.diagnostics.map(\.code) == ["data-outside-folder"])
    }
    #expect(
      try loadDataset(section: section("t.csv"), folders: DataFolders(spec: inside, isSandboxed: true)).findings.isEmpty
    )
  }

  @Test("text from a file is shown without its control characters, and not at length")
  func excerpts() throws {
    try folder.write("t.csv", "a\n0\n\u{1b}[31m\u{202e}" + String(repeating: "x", count: 100) + "\n")
    let message = folder.errors(section("t.csv", fields: [binary("a")]))
    #expect(message.first?.contains("`\\u{1b}[31m\\u{202e}xxxx") == true)
    #expect(message.first?.contains("...` is not a number") == true)
  }
}
