import Diagnostics

/// The central directory of a zip archive, checked so that each byte belongs to one member at most.
///
/// Refused: encryption, several disks, members stored by other methods than 0 and 8, absolute names, names with `..`,
/// doubled names, and members that overlap one another or the directory. The 64-bit extensions are read.
struct ZipDirectory {
  /// One file of the archive.
  struct Member {
    var name: String
    var isDeflated: Bool
    var checksum: UInt32
    /// Bytes packed and unpacked.
    var packed: Int
    var unpacked: Int
    /// The local header.
    var headerStart: Int
    /// The packed bytes.
    var content: Range<Int>
  }

  /// Most members of an archive.
  static let memberLimit = 10_000

  private(set) var members: [Member] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let reader = unsafe LittleEndian(bytes: bytes)
    let end = try Self.endRecord(reader)
    var place = end.start
    for _ in 0..<end.count { members.append(try Self.entry(reader, at: &place, limit: end.limit)) }
    if place != end.limit { throw Self.damaged("the directory and its size disagree") }
    try refuseOverlaps(directoryStart: end.start)
    try refuseNames()
  }

  private static func endRecord(_ reader: LittleEndian) throws -> (start: Int, limit: Int, count: Int) {
    let last = unsafe reader.bytes.count - 22
    guard last >= 0, try reader.number(0, 4) == 0x0403_4b50 || reader.number(0, 4) == 0x0605_4b50 else {
      throw FormatProblem("not-npz", "this is not a zip archive")
    }
    // The archive comment, at most 64 KiB, lies behind the record; its length must fit.
    var found: Int?
    for place in stride(from: last, through: max(0, last - 0xffff), by: -1)
    where try reader.number(place, 4) == 0x0605_4b50 && reader.number(place + 20, 2) == last - place {
      found = place
      break
    }
    guard let record = found else { throw damaged("its end is missing: the file is cut off") }
    var (count, size, start) = try (
      reader.number(record + 10, 2), reader.number(record + 12, 4), reader.number(record + 16, 4)
    )
    var limit = record
    if try reader.number(record + 4, 4) != 0 || reader.number(record + 8, 2) != count {
      throw damaged("archives on several disks are not read")
    }
    if record >= 20, try reader.number(record - 20, 4) == 0x0706_4b50 {
      limit = try reader.number(record - 12, 8)
      guard try reader.number(limit, 4) == 0x0606_4b50 else { throw damaged("its 64-bit end record is missing") }
      (count, size, start) = try (
        reader.number(limit + 32, 8), reader.number(limit + 40, 8), reader.number(limit + 48, 8)
      )
    }
    let (sum, overflow) = start.addingReportingOverflow(size)
    guard !overflow, sum == limit else { throw damaged("the directory is not where it is announced") }
    if count > memberLimit { throw damaged("\(count) members; at most \(memberLimit)") }
    return (start, limit, count)
  }

  private static func entry(_ reader: LittleEndian, at place: inout Int, limit: Int) throws -> Member {
    guard try reader.number(place, 4) == 0x0201_4b50 else { throw damaged("a directory entry is missing") }
    let nameLength = try reader.number(place + 28, 2)
    let extraLength = try reader.number(place + 30, 2)
    let next = try place + 46 + nameLength + extraLength + reader.number(place + 32, 2)
    if next > limit { throw damaged("a directory entry is cut off") }
    let nameBytes = try unsafe reader.slice(place + 46, nameLength)
    guard let name = unsafe String(validating: nameBytes, as: UTF8.self) else {
      throw damaged("a member's name is not UTF-8")
    }
    let flags = try reader.number(place + 8, 2)
    let method = try reader.number(place + 10, 2)
    if flags & 1 != 0 { throw FormatProblem("unsafe-archive", "the member `\(excerpt(name))` is encrypted") }
    if method != 0 && method != 8 {
      throw FormatProblem(
        "unsupported-type", "the member `\(excerpt(name))` is packed by method \(method); 0 and 8 are read")
    }
    var sizes = try [reader.number(place + 24, 4), reader.number(place + 20, 4), reader.number(place + 42, 4)]
    try widen(&sizes, reader, extra: (place + 46 + nameLength)..<(place + 46 + nameLength + extraLength))
    let (unpacked, packed, header) = (sizes[0], sizes[1], sizes[2])
    guard try reader.number(header, 4) == 0x0403_4b50 else {
      throw damaged("`\(excerpt(name))` is not where it is announced")
    }
    let localNameLength = try reader.number(header + 26, 2)
    guard try unsafe reader.slice(header + 30, localNameLength).elementsEqual(nameBytes) else {
      throw FormatProblem("unsafe-archive", "the member `\(excerpt(name))` has two names")
    }
    let start = try header + 30 + localNameLength + reader.number(header + 28, 2)
    let (end, overflow) = start.addingReportingOverflow(packed)
    guard !overflow, unsafe end <= reader.bytes.count else { throw damaged("`\(excerpt(name))` is cut off") }
    let checksum = UInt32(truncatingIfNeeded: try reader.number(place + 16, 4))
    place = next
    return Member(
      name: name, isDeflated: method == 8, checksum: checksum, packed: packed, unpacked: unpacked, headerStart: header,
      content: start..<end)
  }

  /// Replaces sizes that are all ones by those of the 64-bit extra field.
  private static func widen(_ sizes: inout [Int], _ reader: LittleEndian, extra: Range<Int>) throws {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let length = try reader.number(place + 2, 2)
      if try reader.number(place, 2) == 1 {
        var field = place + 4
        for index in sizes.indices where sizes[index] == 0xffff_ffff && field + 8 <= place + 4 + length {
          sizes[index] = try reader.number(field, 8)
          field += 8
        }
      }
      place += 4 + length
    }
  }

  private func refuseOverlaps(directoryStart: Int) throws {
    var end = 0
    for member in members.sorted(by: { $0.headerStart < $1.headerStart }) {
      if member.headerStart < end || member.content.upperBound > directoryStart {
        throw FormatProblem(
          "unsafe-archive", "the member `\(excerpt(member.name))` overlaps another part of the archive")
      }
      end = member.content.upperBound
    }
  }

  private func refuseNames() throws {
    var seen: Set<[UInt8]> = []
    for member in members {
      let parts = member.name.split(separator: "/", omittingEmptySubsequences: false)
      if member.name.hasPrefix("/") || member.name.contains("\\") || member.name.contains(":") || parts.contains("..") {
        throw FormatProblem("unsafe-archive", "the member name `\(excerpt(member.name))` leads out of the archive")
      }
      if !seen.insert(Array(member.name.utf8)).inserted {
        throw FormatProblem("unsafe-archive", "the member `\(excerpt(member.name))` is there twice")
      }
    }
  }

  fileprivate static func damaged(_ what: String) -> FormatProblem {
    FormatProblem("damaged-archive", "the archive is damaged: \(what)")
  }
}

/// Bounds-checked little-endian numbers.
@safe private struct LittleEndian {
  var bytes: UnsafeBufferPointer<UInt8>

  /// The number in `size` bytes. Throws outside the file and for numbers beyond 2^62.
  func number(_ place: Int, _ size: Int) throws -> Int {
    let run = try unsafe slice(place, size)
    let value = unsafe run.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard value < 1 << 62 else { throw ZipDirectory.damaged("a size is out of range") }
    return Int(value)
  }

  func slice(_ place: Int, _ size: Int) throws -> Slice<UnsafeBufferPointer<UInt8>> {
    guard place >= 0, size >= 0, unsafe place <= bytes.count, unsafe size <= bytes.count - place else {
      throw ZipDirectory.damaged("it ends too early")
    }
    return unsafe bytes[place..<(place + size)]
  }
}
