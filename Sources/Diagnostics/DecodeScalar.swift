/// The Unicode scalar that starts at `index` and its length in bytes.
///
/// `scalar` is nil where the bytes are not well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates);
/// the length is then 1, so a caller always moves on. `index` must be inside `bytes`; outside, the answer is (nil, 1).
package func decodeScalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar?, length: Int) {
  let malformed: (Unicode.Scalar?, Int) = (nil, 1)
  func byte(_ offset: Int) -> UInt32? {
    let position = index + offset
    guard position >= 0, position < bytes.count else { return nil }
    return UInt32(bytes[position])
  }
  guard let first = byte(0) else { return malformed }
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length: Int
  let smallest: UInt32
  var value: UInt32
  switch first {
  case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, first & 0x1F)
  case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, first & 0x0F)
  case 0xF0...0xF4: (length, smallest, value) = (4, 0x10000, first & 0x07)
  default: return malformed
  }
  for offset in 1..<length {
    guard let next = byte(offset), next & 0xC0 == 0x80 else { return malformed }
    value = value << 6 | next & 0x3F
  }
  guard value >= smallest, let scalar = Unicode.Scalar(value) else { return malformed }
  return (scalar, length)
}
