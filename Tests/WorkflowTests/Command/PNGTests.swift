import CZlib
import Datasets
import Diagnostics
import Testing

@testable import Workflows

@Suite("PNG")
struct PNGTests {
  /// The chunks of a file, their checksums checked.
  private func chunks(_ file: [UInt8]) throws -> [(type: String, data: [UInt8])] {
    #expect(Array(file.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
    var chunks: [(String, [UInt8])] = []
    var rest = file[8...]
    func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
    while rest.count >= 12 {
      let count = number(rest.prefix(4))
      let body = Array(rest.dropFirst(4).prefix(4 + count))
      #expect(Int(crc32(0, body, uInt(body.count))) == number(rest.dropFirst(8 + count).prefix(4)))
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      rest = rest.dropFirst(12 + count)
    }
    #expect(rest.isEmpty)
    return chunks
  }

  private func pixels(_ file: [UInt8], width: Int, height: Int) throws -> [[UInt8]] {
    let data = try chunks(file).first { $0.type == "IDAT" }?.data ?? []
    var rows = [UInt8](repeating: 0, count: (width + 1) * height)
    var count = uLongf(rows.count)
    #expect(uncompress(&rows, &count, data, uLong(data.count)) == Z_OK)
    #expect(Int(count) == rows.count)
    return (0..<height).map { row in
      #expect(rows[row * (width + 1)] == 0)
      return Array(rows[row * (width + 1) + 1..<(row + 1) * (width + 1)])
    }
  }

  @Test func pictureReadsBack() throws {
    var picture = try PNGImage(width: 5, height: 3, grey: 7)
    picture.pixels[6] = 255
    let file = try picture.encoded()
    #expect(try chunks(file).map(\.type) == ["IHDR", "IDAT", "IEND"])
    #expect(try chunks(file)[0].data == [0, 0, 0, 5, 0, 0, 0, 3, 8, 0, 0, 0, 0])
    #expect(try pixels(file, width: 5, height: 3) == [[7, 7, 7, 7, 7], [7, 255, 7, 7, 7], [7, 7, 7, 7, 7]])
  }

  @Test func sheetPlacesImages() throws {
    var sheet = ImageSheet(shape: ImageShape(height: 32, width: 32), columns: 2)
    sheet.append(Array(repeating: 1, count: 1024))
    sheet.append(nil)
    sheet.append(Array(repeating: .nan, count: 1024))
    let picture = try sheet.picture()
    #expect((picture.width, picture.height) == (70, 70))
    func pixel(_ x: Int, _ y: Int) -> UInt8 { picture.pixels[y * picture.width + x] }
    #expect(pixel(2, 2) == 255 && pixel(33, 33) == 255)
    #expect(pixel(1, 1) == 96 && pixel(40, 10) == 96)
    #expect(pixel(10, 40) == 0)
  }

  @Test func hugePictureIsRefused() {
    #expect(throws: MachineFailure.self) { try PNGImage(width: 1 << 40, height: 1 << 40, grey: 0) }
  }
}
