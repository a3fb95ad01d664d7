import Checkpoint
import Foundation
import Testing

@Suite("Damaged checkpoints")
struct DamagedCheckpointTests {
  /// What is wrong with a file, and the code and words that tell it.
  private static let damages: [(damage: @Sendable ([UInt8]) -> [UInt8], code: String, words: String)] = [
    ({ $0.dropLast() }, "truncated-checkpoint", "is cut off: "),
    ({ bytes in bytes.enumerated().map { $0 == bytes.count - 3 ? $1 ^ 0x20 : $1 } }, "checksum-mismatch", "is damaged"),
    ({ _ in [] }, "truncated-checkpoint", "is empty"),
    ({ withFormatVersion("2", $0) }, "newer-checkpoint", "has format version 2"),
    ({ _ in Array("a,b,c\n1,0,1\n".utf8) }, "not-a-checkpoint", "is not a safetensors file"),
  ]

  @Test func eachSaysWhatItIsAndNothingIsWritten() throws {
    let folder = try TemporaryFolder.toy()
    #expect(CommandRun(["toy.yaml", "train", "--run", "run"], in: folder.path).status == 0)
    let file = URL(fileURLWithPath: folder.path + "/run/last.safetensors")
    let whole = Array(try Data(contentsOf: file))
    for (damage, code, words) in Self.damages {
      let bytes = damage(whole)
      #expect(bytes != whole, "\(code)")
      try Data(bytes).write(to: file)
      for arguments in [
        ["run/last.safetensors", "validate"], ["run/last.safetensors", "sample", "--out", "rows.csv"],
        ["run/last.safetensors", "evaluate", "--data", "toy.csv"],
        ["toy.yaml", "train", "--run", "run", "--resume", "--set", "training.steps=60"],
      ] {
        let run = CommandRun(arguments, in: folder.path)
        #expect(run.status == 1, "\(arguments)")
        let text = run.output + run.errors
        #expect(text.contains("error[\(code)]") && text.contains(words), "\(arguments): \(text)")
        #expect(text.contains("run/last.safetensors"))
      }
      #expect(try Array(Data(contentsOf: file)) == bytes)
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/rows.csv"))
    }
  }

  /// A whole file of another format version: its checksum is that of its bytes with zeros in the checksum's place.
  private static func withFormatVersion(_ version: String, _ bytes: [UInt8]) -> [UInt8] {
    var text = Data(bytes)
    func place(_ key: String, _ count: Int) -> Range<Int>? {
      text.range(of: Data("\"\(key)\":\"".utf8)).map { $0.upperBound..<$0.upperBound + count }
    }
    guard let number = place("format_version", 1), let digest = place("sha256", 64) else { return bytes }
    text.replaceSubrange(number, with: Data(version.utf8))
    text.replaceSubrange(digest, with: Data(repeating: UInt8(ascii: "0"), count: 64))
    text.replaceSubrange(digest, with: Data(SHA256.hexadecimal(of: Array(text)).utf8))
    return Array(text)
  }
}
