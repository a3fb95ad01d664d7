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
    ({ rewritten($0, #""format_version":"1""#, #""format_version":"2""#) }, "newer-checkpoint", "has format version 2"),
    (
      { rewritten($0, #""data_facts":""#, #""data_fakts":""#) }, "damaged-checkpoint",
      "lacks `data_facts` in its metadata"
    ),
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

  /// A whole file with another text in its header: its checksum is that of its bytes with zeros in the checksum's place.
  private static func rewritten(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
    var text = Data(bytes)
    let mark = Data(#""sha256":""#.utf8)
    guard let place = text.range(of: Data(old.utf8)), old.utf8.count == new.utf8.count else { return bytes }
    text.replaceSubrange(place, with: Data(new.utf8))
    guard let start = text.range(of: mark)?.upperBound else { return bytes }
    text.replaceSubrange(start..<start + 64, with: Data(repeating: UInt8(ascii: "0"), count: 64))
    text.replaceSubrange(start..<start + 64, with: Data(SHA256.hexadecimal(of: Array(text)).utf8))
    return Array(text)
  }
}
