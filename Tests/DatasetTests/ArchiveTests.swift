import CZlib
import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

@Suite("npz archives")
struct ArchiveTests {
  /// One member as an archive stores it.
  struct Member {
    var name: String
    var content: [UInt8]
    var isDeflated = false
    /// Where the directory says its local header is; nil: where it is.
    var claimedStart: Int?
    var localName: String?
    var flags: UInt16 = 0
    var method: UInt16?
  }

  let folder: TemporaryFolder
  let bits = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }", [0, 1, 1, 1])
  let labels = npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", littleEndian([3, 4] as [Int64]))

  init() throws { folder = try TemporaryFolder() }

  static func archive(_ members: [Member]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = bytes.count
      let packed = member.isDeflated ? deflated(member.content, gzip: false) : member.content
      let checksum = member.content.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, z_size_t($0.count))) }
      let method = member.method ?? (member.isDeflated ? 8 : 0)
      let sizes = littleEndian([checksum, UInt32(packed.count), UInt32(member.content.count)])
      let name = Array(member.name.utf8)
      let localName = member.localName.map { Array($0.utf8) } ?? name
      bytes += [0x50, 0x4b, 3, 4] + littleEndian([20, member.flags, method, 0, 0] as [UInt16]) + sizes
      bytes += littleEndian([UInt16(localName.count), 0]) + localName + packed
      directory += [0x50, 0x4b, 1, 2] + littleEndian([20, 20, member.flags, method, 0, 0] as [UInt16]) + sizes
      directory +=
        littleEndian([UInt16(name.count), 0, 0, 0, 0, 0, 0]) + littleEndian([UInt32(member.claimedStart ?? start)])
        + name
    }
    let count = UInt16(members.count)
    let end =
      littleEndian([0, 0, count, count]) + littleEndian([UInt32(directory.count), UInt32(bytes.count)]) + [0, 0]
    return bytes + directory + [0x50, 0x4b, 5, 6] + end
  }

  private func errors(_ members: [Member]) throws -> [String] { try errors(Self.archive(members)) }

  private func errors(_ bytes: [UInt8]) throws -> [String] {
    try folder.write("x.npz", bytes)
    return folder.errors(section("x.npz", fields: [binary("x")]))
  }

  @Test("stored and deflated arrays by name")
  func arrays() throws {
    let members = [Member(name: "x.npy", content: bits, isDeflated: true), Member(name: "y.npy", content: labels)]
    try folder.write("x.npz", Self.archive(members))
    let data = try folder.load(section("x.npz", fields: [binary("x"), categorical("y", isLabel: true)]))
    #expect(data.train.values(0, columns: 2) == [[0, 1], [1, 1]])
    #expect(data.facts.fields[1].columns[0].values == ["3", "4"])
    #expect(data.facts.fields[1].columns[0].sources == [ColumnSource(table: "y", position: 0, name: nil)])
  }

  @Test("names that lead out, doubled members, overlaps, encryption, other methods")
  func unsafeMembers() throws {
    for name in ["/x.npy", "../x.npy", "a/../x.npy", "..", "a\\x.npy", "C:x.npy"] {
      #expect(try errors([Member(name: name, content: bits)]).first?.hasPrefix("unsafe-archive: ") == true, "\(name)")
    }
    let x = Member(name: "x.npy", content: bits)
    let overlapping = try errors([x, Member(name: "x.npy", content: bits, claimedStart: 0)])
    #expect(overlapping == ["unsafe-archive: `x.npz`: the member `x.npy` overlaps another part of the archive"])
    #expect(try errors([x, x]) == ["unsafe-archive: `x.npz`: the member `x.npy` is there twice"])
    let twoNames = try errors([Member(name: "x.npy", content: bits, localName: "y.npy")])
    #expect(twoNames == ["unsafe-archive: `x.npz`: the member `x.npy` has two names"])
    #expect(
      try errors([Member(name: "x.npy", content: bits, flags: 1)]) == [
        "unsafe-archive: `x.npz`: the member `x.npy` is encrypted"
      ])
    #expect(
      try errors([Member(name: "x.npy", content: bits, method: 12)]).first?.hasPrefix("unsupported-type: ") == true)
    #expect(try errors([Member(name: "x.txt", content: bits)]).first?.hasPrefix("not-npz: ") == true)
    #expect(try errors([Member]()) == ["empty-file: `x.npz`: the archive holds no array"])
  }

  @Test("a member that unpacks to more than its array is stopped")
  func bomb() throws {
    let bomb = bits + [UInt8](repeating: 0, count: 8 << 20)
    let message = try errors([Member(name: "x.npy", content: bomb, isDeflated: true)])
    #expect(
      message == [
        "trailing-bytes: `x.npz`: array `x.npy`: the header announces \(bits.count) bytes, but there are more"
      ])
  }

  @Test("every prefix is refused; a flipped byte is refused or reads the same")
  func damage() throws {
    let file = Self.archive([Member(name: "x.npy", content: bits, isDeflated: true)])
    #expect(try errors(file).isEmpty)
    let plain = try folder.load(section("x.npz", fields: [binary("x")])).fingerprint()
    for count in 0..<file.count { #expect(try !errors(Array(file[..<count])).isEmpty, "\(count) bytes") }
    for index in file.indices {
      var damaged = file
      damaged[index] ^= 0x41
      if try errors(damaged).isEmpty {
        #expect(try folder.load(section("x.npz", fields: [binary("x")])).fingerprint() == plain, "byte \(index)")
      }
    }
  }
}
