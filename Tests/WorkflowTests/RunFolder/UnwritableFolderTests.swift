import Foundation
import Testing

@Suite("Run folders that cannot be written")
struct UnwritableFolderTests {
  /// The machine's refusal: status 3, the path, and nothing left behind.
  @Test func endTheRunBeforeItStarts() throws {
    let folder = try TemporaryFolder.toy()
    try FileManager.default.createDirectory(atPath: folder.path + "/locked", withIntermediateDirectories: true)
    #expect(chmod(folder.path + "/locked", 0o555) == 0)
    var targets = ["/proc/run", "toy.csv/run", "/dev/null"]
    // The permission of a folder stops everybody but root.
    if geteuid() != 0 { targets.append("locked/run") }
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    for target in targets {
      let run = CommandRun(["toy.yaml", "train", "--run", target], in: folder.path)
      #expect(run.status == 3, "\(target): \(run.errors)")
      #expect(run.errors.contains(target), "\(target): \(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }
}
