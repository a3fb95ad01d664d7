import Diagnostics

/// npy version 1.0 files, in C order.
package enum NPYWriter {
  /// An array of 32-bit floats. Throws an `InternalError` when shape and count disagree.
  package static func bytes(shape: [Int], floats: [Float]) throws -> [UInt8] {
    var bytes = try header(type: "<f4", shape: shape, count: floats.count)
    bytes.reserveCapacity(bytes.count + 4 * floats.count)
    for float in floats { unsafe withUnsafeBytes(of: float.bitPattern.littleEndian) { unsafe bytes += $0 } }
    return bytes
  }

  /// An array of unsigned bytes.
  package static func bytes(shape: [Int], unsigned: [UInt8]) throws -> [UInt8] {
    try header(type: "|u1", shape: shape, count: unsigned.count) + unsigned
  }

  /// Magic, version, length and dictionary, padded so that numbers begin at a multiple of 64.
  private static func header(type: String, shape: [Int], count: Int) throws -> [UInt8] {
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, &*) == count else {
      throw InternalError(stage: "sample", "\(count) numbers for the shape \(shape)")
    }
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var dictionary = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }".utf8)
    while (10 + dictionary.count + 1) % 64 != 0 { dictionary.append(0x20) }
    dictionary.append(0x0a)
    let length = [UInt8(truncatingIfNeeded: dictionary.count), UInt8(truncatingIfNeeded: dictionary.count >> 8)]
    return [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0] + length + dictionary
  }
}
