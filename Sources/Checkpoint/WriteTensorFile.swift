import Diagnostics

extension TensorFile {
  /// Writes the file whole or not at all (see `AtomicFile`), first keeping the file it replaces as
  /// `keepingPreviousAs`, if given. Throws a `MachineFailure` naming the path.
  package func write(to path: String, keepingPreviousAs previous: String? = nil) throws {
    let header = try encodedHeader()
    try AtomicFile.replace(path, keepingPreviousAs: previous) { file in
      try unsafe header.withUnsafeBytes { try unsafe file.write($0) }
      for tensor in tensors { try unsafe file.write(tensor.bytes) }
    }
  }

  /// The file's bytes.
  package func encoded() throws -> [UInt8] { try tensors.reduce(into: encodedHeader()) { unsafe $0 += $1.bytes } }

  /// Length and header, padded with blanks so that tensors begin at a multiple of 8.
  private func encodedHeader() throws -> [UInt8] {
    var (header, checksumStart) = try headerText()
    while header.count % 8 != 0 { header.append(0x20) }
    guard header.count <= Self.headerLimit else {
      throw InternalError(stage: "checkpoint", "a header of \(header.count) bytes; at most \(Self.headerLimit)")
    }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    var hash = SHA256()
    hash.update(length + header)
    for tensor in tensors { unsafe hash.update(tensor.bytes) }
    header.replaceSubrange(checksumStart..<(checksumStart + 64), with: hash.finishHexadecimal().utf8)
    return length + header
  }

  /// The JSON text with a blank checksum, and where that begins.
  private func headerText() throws -> (text: [UInt8], checksumStart: Int) {
    let keys = metadata.map(\.key) + [Self.versionKey, Self.checksumKey]
    guard Self.areDistinct(keys), Self.areDistinct(tensors.map(\.name) + ["__metadata__"]) else {
      throw InternalError(stage: "checkpoint", "two strings or two tensors have one name")
    }
    let strings =
      [
        JSONValue.Member(Self.checksumKey, .string(Self.blankChecksum)),
        JSONValue.Member(Self.versionKey, .string(String(Self.formatVersion))),
      ]
      + metadata.map { JSONValue.Member($0.key, .string($0.value)) }
    var members = [JSONValue.Member("__metadata__", .object(strings))]
    var offset = 0
    for tensor in tensors {
      let end = unsafe offset + tensor.bytes.count
      members.append(
        JSONValue.Member(
          tensor.name,
          [
            "dtype": .string(tensor.element.rawValue), "shape": .array(tensor.shape.map(JSONValue.integer)),
            "data_offsets": [.integer(offset), .integer(end)],
          ]))
      offset = end
    }
    let text = Array(JSONValue.object(members).compactText.utf8)
    // The checksum is the first string of the first object.
    let opening = Array("{\"__metadata__\":{\"\(Self.checksumKey)\":\"".utf8)
    guard text.starts(with: opening) else { throw InternalError(stage: "checkpoint", "the header begins otherwise") }
    return (text, opening.count)
  }

  /// Compared by bytes, as readers of the file do.
  private static func areDistinct(_ names: [String]) -> Bool { Set(names.map { Array($0.utf8) }).count == names.count }
}
