import Checkpoint
import Diagnostics
import Foundation
import Testing

@Suite("Atomic replacement of files")
struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  @Test("the new bytes are there, and nothing else is left")
  func replaces() throws {
    try AtomicFile.replace(path("a"), with: [1, 2, 3])
    try AtomicFile.replace(path("a"), with: [4])
    #expect(try folder.bytes("a") == [4])
    #expect(try folder.names() == ["a"])
  }

  @Test("the file before is kept under its name")
  func keepsPrevious() throws {
    for round in 1...3 {
      try TensorFile(metadata: [("step", "\(round)")], tensors: []).write(
        to: path("last.safetensors"), keepingPreviousAs: path("previous.safetensors"))
      #expect(try TensorFile.read(path("last.safetensors")).value("step") == "\(round)")
      if round > 1 {
        #expect(try TensorFile.read(path("previous.safetensors")).value("step") == "\(round - 1)")
      }
    }
    #expect(try folder.names() == ["last.safetensors", "previous.safetensors"])
  }

  @Test("a writer that fails leaves the old file and no temporary")
  func failureInside() throws {
    struct Stop: Error {}
    try AtomicFile.replace(path("a"), with: [1])
    #expect(throws: Stop.self) {
      try AtomicFile.replace(path("a"), keepingPreviousAs: path("b")) { file in
        try [UInt8](repeating: 2, count: 100_000).withUnsafeBytes { try file.write($0) }
        throw Stop()
      }
    }
    #expect(try folder.bytes("a") == [1])
    #expect(try folder.names() == ["a"])
  }

  @Test("a folder in the way, a missing folder and a full device name path and reason")
  func machineFailures() throws {
    try FileManager.default.createDirectory(atPath: path("d/x"), withIntermediateDirectories: true)
    let messages = [path("d"), path("none/a"), "/dev/full/a"].map { target -> String in
      do {
        try AtomicFile.replace(target, with: [1])
        return "written"
      } catch let failure as MachineFailure {
        return failure.message.replacingOccurrences(of: folder.path + "/", with: "")
      } catch { return "\(error)" }
    }
    #expect(
      messages == [
        "cannot write `d` (rename): Is a directory",
        "cannot write `none/a` (open its folder): No such file or directory",
        "cannot write `/dev/full/a` (open its folder): Not a directory",
      ])
    #expect(try folder.names() == ["d"])
  }

  @Test("a leftover temporary, even a link to another file, does no harm")
  func leftovers() throws {
    try AtomicFile.replace(path("other"), with: [9])
    #expect(symlink(path("other"), AtomicFile.temporaryPath(of: path("a"))) == 0)
    try AtomicFile.replace(path("a"), with: [1])
    #expect(try folder.bytes("other") == [9])
    #expect(try folder.bytes("a") == [1])
    try Data([7]).write(to: URL(fileURLWithPath: AtomicFile.temporaryPath(of: path("a"))))
    AtomicFile.removeTemporary(of: path("a"))
    #expect(try folder.names() == ["a", "other"])
  }
}
