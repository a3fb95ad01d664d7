import CZlib
import Diagnostics

/// npz, the archive of NumPy: a zip file whose members are npy arrays.
enum NPZReader {
  /// The arrays in the archive's order, named as NumPy names them (without `.npy`).
  static func tables(_ path: DataPath, _ bytes: GrowingBuffer<UInt8>, budget: MemoryBudget) throws -> [SourceTable] {
    if try isGzip(path, bytes) {
      throw FormatProblem(
        "unsupported-type", "an npz file inside gzip is not read", help: "unpack it: npz is compressed itself")
    }
    let tables = try unsafe ZipDirectory(bytes.elements).members.compactMap { member -> SourceTable? in
      if member.name.hasSuffix("/") { return nil }
      guard member.name.hasSuffix(".npy") else {
        throw FormatProblem("not-npz", "the member `\(excerpt(member.name))` is no npy array")
      }
      do {
        let content = try unsafe unpack(member, bytes.elements, budget: budget)
        return try NPYReader.table(path, name: String(member.name.dropLast(4)), content: content)
      } catch var problem as FormatProblem {
        problem.message = "array `\(excerpt(member.name))`: " + problem.message
        throw problem
      }
    }
    if tables.isEmpty { throw FormatProblem("empty-file", "the archive holds no array") }
    return tables
  }

  private static func unpack(
    _ member: ZipDirectory.Member, _ archive: UnsafeBufferPointer<UInt8>, budget: MemoryBudget
  ) throws -> GrowingBuffer<UInt8> {
    let packed = unsafe UnsafeBufferPointer(rebasing: archive[member.content])
    let content: GrowingBuffer<UInt8>
    if member.isDeflated {
      content = GrowingBuffer<UInt8>(budget: budget)
      var announced: Int?
      let read = try unsafe Inflater.unpack(packed, .bare) { chunk in
        try unsafe content.append(contentsOf: chunk)
        if announced == nil { announced = try unsafe NPYReader.announcedSize(content.elements) }
        if let announced, content.count > announced { try requireSize(content.count, announced: announced) }
      }
      if read != packed.count { throw FormatProblem("damaged-archive", "bytes follow the end of the compressed data") }
    } else {
      content = GrowingBuffer<UInt8>(budget: budget)
      try unsafe content.append(contentsOf: packed)
    }
    if content.count != member.unpacked {
      throw FormatProblem("damaged-archive", "\(member.unpacked) bytes are announced, but there are \(content.count)")
    }
    let checksum = unsafe crc32_z(0, content.elements.baseAddress, z_size_t(content.count))
    if UInt32(truncatingIfNeeded: checksum) != member.checksum {
      throw FormatProblem("damaged-archive", "the checksum does not fit the bytes")
    }
    return content
  }
}
