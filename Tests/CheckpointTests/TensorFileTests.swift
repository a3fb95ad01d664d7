import Checkpoint
import Diagnostics
import Foundation
import Testing

@Suite("Tensor files")
struct TensorFileTests {
  /// A small checkpoint: three tensors, two strings.
  static func sample() throws -> TensorFile {
    TensorFile(
      metadata: [("step", "812"), ("spec", "{\"é\": 1}")],
      tensors: [
        try .init(name: "w", shape: [2, 3], floats: [0, -1.5, .infinity, 3, 4, 5]),
        try .init(name: "empty", shape: [0, 4], floats: []),
        try [7, 8, 9].withUnsafeBytes { try .init(name: "steps", element: .I64, shape: [3], bytes: $0) },
      ])
  }

  /// The bytes of a safetensors file.
  static func file(_ header: String, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + [UInt8](repeating: 0, count: data)
  }

  static func reason(_ bytes: [UInt8]) -> CheckpointError.Reason? {
    do {
      _ = try TensorFile.decode(bytes, path: "x")
      return nil
    } catch { return (error as? CheckpointError)?.reason }
  }

  @Test("what is written reads back equal, and the same file gives the same bytes")
  func roundTrip() throws {
    let file = try Self.sample()
    let bytes = try file.encoded()
    let back = try TensorFile.decode(bytes, path: "x")
    #expect(back.isChecksummed)
    #expect(back.metadata.map(\.key) == ["step", "spec"])
    #expect(back.value("spec") == "{\"é\": 1}")
    #expect(back.tensors.map(\.name) == ["w", "empty", "steps"])
    #expect(back.tensor("w")?.shape == [2, 3])
    #expect(back.tensor("w")?.floats == [0, -1.5, .infinity, 3, 4, 5])
    #expect(back.tensor("steps")?.element == .I64)
    #expect(try back.encoded() == bytes)
    #expect((bytes.count - 24 - 24) % 8 == 0)
  }

  @Test("the checksum in the file is SHA-256 of the file with 64 zeros in its place")
  func checksumIsDocumented() throws {
    var bytes = try Self.sample().encoded()
    let key = Array("\"sha256\":\"".utf8)
    let place = try #require((0..<(bytes.count - 80)).first { bytes[$0...].starts(with: key) }) + key.count
    let digest = String(decoding: bytes[place..<(place + 64)], as: UTF8.self)
    bytes.replaceSubrange(place..<(place + 64), with: [UInt8](repeating: UInt8(ascii: "0"), count: 64))
    #expect(SHA256.hexadecimal(of: bytes) == digest)
  }

  @Test("every single-bit flip of a checkpoint is refused")
  func flips() throws {
    let bytes = try Self.sample().encoded()
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        #expect(Self.reason(damaged) != nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test("every prefix of a checkpoint is refused as cut off")
  func prefixes() throws {
    let bytes = try Self.sample().encoded()
    for count in 0..<bytes.count {
      switch Self.reason(Array(bytes[..<count])) {
      case .empty where count == 0: break
      case .truncated where count > 0: break
      case let other: Issue.record("\(count) bytes: \(String(describing: other))")
      }
    }
    #expect(Self.reason(bytes + [0]) != nil)
  }

  @Test("a file of another program loads, and says so")
  func foreign() throws {
    let bytes = Self.file(
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"format":"pt"}}  "#, data: 8)
    let file = try TensorFile.decode(bytes, path: "x")
    #expect(!file.isChecksummed)
    #expect(file.value("format") == "pt")
    #expect(file.tensor("a")?.floats == [0, 0])
  }

  @Test("a newer version is told from damage")
  func newerVersion() throws {
    let blank = String(repeating: "0", count: 64)
    let header = { (digest: String) in
      Self.file(#"{"__metadata__":{"sha256":"\#(digest)","format_version":"2"}}"#)
    }
    let digest = SHA256.hexadecimal(of: header(blank))
    #expect(Self.reason(header(digest)) == .newerVersion("2"))
    #expect(Self.reason(header(blank)) == .checksumMismatch)
  }

  @Test(
    "malformed headers",
    arguments: [
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 0),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 5),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
        12
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        4
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        8
      ),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[4,0]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0),
      (#"{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#, 4),
      (#"{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4), (#"{"a":[]}"#, 0), (#"[]"#, 0), (#"{"__metadata__":{"a":1}}"#, 0),
      (#"{"__metadata__":[]}"#, 0), (#"{"#, 0), (#" {}"#, 0), (#"{} x"#, 0),
      (#"{"__metadata__":{"sha256":"x"}}"#, 0), (#"{"__metadata__":{"format_version":"1"}}"#, 0),
    ])
  func malformed(_ header: String, _ data: Int) {
    #expect(Self.reason(Self.file(header, data: data)) != nil)
  }

  @Test("lengths of a header that no file has")
  func headerLengths() {
    #expect(Self.reason([UInt8](repeating: 0xff, count: 64)) != nil)
    #expect(Self.reason([0, 0, 0, 1, 0, 0, 0, 0, 0x7b] + [UInt8](repeating: 0, count: 64)) != nil)
    #expect(Self.reason([0, 0, 0, 2, 0, 0, 0, 0, 0x7b] + [UInt8](repeating: 0, count: 64)) != nil)
    #expect(Self.reason([0, 0, 0, 0, 0, 0, 0, 0]) != nil)
    #expect(Self.reason([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0]) != nil)
  }

  @Test("missing files, folders and pipes each get their own error")
  func oddFiles() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let expected: [(String, CheckpointError.Reason)] = [
      (folder.path + "/none", .missing), (folder.path, .notAFile), (pipe, .notAFile), ("/dev/null", .notAFile),
      (folder.path + "/none\u{0}", .missing),
    ]
    for (path, reason) in expected {
      #expect(throws: CheckpointError(path: path, reason: reason)) { try TensorFile.read(path) }
    }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/empty"))
    #expect(throws: CheckpointError(path: folder.path + "/empty", reason: .empty)) {
      try TensorFile.read(folder.path + "/empty")
    }
  }

  @Test("a sparse file of a terabyte is refused before anything is allocated")
  func sparse() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/sparse"
    try Data().write(to: URL(fileURLWithPath: path))
    guard truncate(path, 1 << 40) == 0 else { return }
    #expect(throws: CheckpointError(path: path, reason: .tooLarge(1 << 40, limit: 4 << 30))) {
      try TensorFile.read(path)
    }
  }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "checkpoint-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Names in the folder, sorted.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// The bytes of a file.
  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }
}
