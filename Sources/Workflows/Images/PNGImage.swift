import CZlib
import Diagnostics

/// An 8-bit grey picture and its PNG file (ISO/IEC 15948).
package struct PNGImage: Sendable, Equatable {
  package let width: Int
  package let height: Int
  /// Row-major, `width * height` values; 0 is black.
  package var pixels: [UInt8]

  /// A picture of one grey. Throws `MachineFailure` past 2^28 pixels.
  package init(width: Int, height: Int, grey: UInt8) throws {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, count <= 1 << 28 else {
      throw MachineFailure("a picture of \(width) x \(height) pixels is over the limit of \(1 << 28) pixels")
    }
    self.width = width
    self.height = height
    pixels = Array(repeating: grey, count: count)
  }

  /// The bytes of the file: signature, header, one compressed data chunk, end.
  package func encoded() throws -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    Self.append("IHDR", Self.bigEndian(width) + Self.bigEndian(height) + [8, 0, 0, 0, 0], to: &file)
    Self.append("IDAT", try compressedRows(), to: &file)
    Self.append("IEND", [], to: &file)
    return file
  }

  /// Rows, each after the filter type 0 (none), as a zlib stream.
  private func compressedRows() throws -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      rows.append(0)
      rows.append(contentsOf: pixels[row * width..<(row + 1) * width])
    }
    var count = compressBound(uLong(rows.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe compress2(&packed, &count, rows, uLong(rows.count), 9)
    guard status == Z_OK else { throw InternalError(stage: "png", "zlib returned \(status)") }
    return Array(packed.prefix(Int(count)))
  }

  private static func append(_ type: StaticString, _ data: [UInt8], to file: inout [UInt8]) {
    let body = type.withUTF8Buffer { unsafe Array($0) } + data
    unsafe file += bigEndian(data.count) + body + bigEndian(Int(crc32(0, body, uInt(body.count))))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
