import Checkpoint
import Diagnostics
import Workflows

/// A checkpoint, as the bytes are; and once more with the size of the header and the checksum made right, so that what
/// is behind them is reached. For the second reading the bytes are the header, a line end, and the numbers.
enum CheckpointInput {
  static func run(_ bytes: [UInt8], in folder: String) throws {
    try answering { try load(bytes, folder) }
    if let repaired = repaired(bytes) { try load(repaired, folder) }
  }

  private static func load(_ bytes: [UInt8], _ folder: String) throws {
    let path = folder + "/some.safetensors"
    do { _ = try TensorFile.decode(bytes, path: path) } catch is CheckpointError {}
    try AtomicFile.replace(path, with: bytes)
    var sources = SourceMap()
    _ = try loadCheckpoint(path, sources: &sources)
  }

  static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var file = (0..<8).map { UInt8(truncatingIfNeeded: end >> (8 * $0)) } + bytes[..<end] + bytes[(end + 1)...]
    let key = Array("\"sha256\":\"".utf8)
    let places = (8..<(8 + end)).filter { file[$0...].starts(with: key) }
    guard let place = places.first.map({ $0 + key.count }), place + 64 <= 8 + end else { return file }
    file.replaceSubrange(place..<(place + 64), with: repeatElement(UInt8(ascii: "0"), count: 64))
    file.replaceSubrange(place..<(place + 64), with: SHA256.hexadecimal(of: file).utf8)
    return file
  }
}
