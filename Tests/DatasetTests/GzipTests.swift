import CZlib
import Datasets
import Diagnostics
import Testing

@testable import ModelSpec

/// Bytes packed by zlib: gzip, or bare for zip archives.
func deflated(_ bytes: [UInt8], gzip: Bool) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 9, Z_DEFLATED, gzip ? 31 : -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 1024)
  let packed = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output -> Int in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<packed])
}

@Suite("Compressed files")
struct GzipTests {
  let folder: TemporaryFolder
  let text = Array("a,b\nx,1\ny,0\nx,1\n".utf8)

  init() throws { folder = try TemporaryFolder() }

  private func errors(_ bytes: [UInt8], name: String = "t.csv.gz") throws -> [String] {
    try folder.write(name, bytes)
    return folder.errors(section(name))
  }

  @Test("compressed, in several members, padded, or without the name: the same rows")
  func sameRows() throws {
    try folder.write("plain.csv", text)
    let plain = try folder.load(section("plain.csv"))
    let packed = deflated(text, gzip: true)
    let members =
      deflated(Array(text[..<6]), gzip: true) + deflated([], gzip: true) + deflated(Array(text[6...]), gzip: true)
    for (name, bytes) in [
      ("t.csv.gz", packed), ("t.csv.gz", members), ("t.CSV.GZ", packed + [0, 0, 0]), ("t.csv", packed),
    ] {
      try folder.write(name, bytes)
      #expect(try folder.load(section(name)).fingerprint() == plain.fingerprint())
    }
  }

  @Test("every prefix is refused")
  func prefixes() throws {
    let packed = deflated(text, gzip: true)
    for count in 0..<packed.count { #expect(try !errors(Array(packed[..<count])).isEmpty, "\(count) bytes") }
  }

  @Test("every flipped byte is refused, or is one of the header's that mean nothing")
  func flips() throws {
    try folder.write("plain.csv", text)
    let plain = try folder.load(section("plain.csv")).fingerprint()
    let packed = deflated(text, gzip: true)
    var refused = 0
    for index in packed.indices {
      var damaged = packed
      damaged[index] ^= 0xff
      if try errors(damaged).isEmpty {
        #expect((4..<10).contains(index), "byte \(index)")
        #expect(try folder.load(section("t.csv.gz")).fingerprint() == plain)
      } else {
        refused += 1
      }
    }
    #expect(refused >= packed.count - 6)
  }

  @Test("not gzip, bytes behind the end, and no more output than the memory limit")
  func limits() throws {
    #expect(try errors(text) == ["damaged-gzip: `t.csv.gz`: the name ends in `.gz`, but this is not gzip data"])
    let trailing = try errors(deflated(text, gzip: true) + [1])
    #expect(trailing == ["damaged-gzip: `t.csv.gz`: bytes follow the end of the compressed data"])
    try folder.write("bomb.csv.gz", deflated(Array("a\n".utf8) + [UInt8](repeating: 0x30, count: 4 << 20), gzip: true))
    #expect(
      folder.errors(section("bomb.csv.gz")) == ["huge-cell: `bomb.csv.gz`: the cell in line 2, column 1 is over 1 MiB"])
    let rows = Array(repeating: Array("0\n".utf8), count: 1 << 18).flatMap { $0 }
    try folder.write("rows.csv.gz", deflated(Array("a\n".utf8) + rows, gzip: true))
    let refusal = #expect(throws: Refusal.self) {
      try loadDataset(section: section("rows.csv.gz"), folders: DataFolders(spec: folder.path), memoryLimit: 1 << 19)
    }
    #expect(refusal?.diagnostics.map(\.code) == ["data-over-memory-limit"])
  }
}
