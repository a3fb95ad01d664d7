/// SHA-256 (FIPS 180-4), over bytes given in any number of parts.
package struct SHA256: Sendable {
  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes of an unfinished block.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  package init() { pending.reserveCapacity(128) }

  /// Adds bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var start = 0
    if !pending.isEmpty {
      start = min(64 - pending.count, bytes.count)
      unsafe pending.append(contentsOf: bytes[..<start])
      if pending.count < 64 { return }
      let block = pending
      unsafe block.withUnsafeBytes { unsafe compress($0, from: 0, blocks: 1) }
      pending.removeAll(keepingCapacity: true)
    }
    let blocks = (bytes.count - start) / 64
    if blocks > 0 { unsafe compress(bytes, from: start, blocks: blocks) }
    unsafe pending.append(contentsOf: bytes[(start + blocks * 64)...])
  }

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBytes { unsafe update($0) } }

  /// The 32 bytes of the digest. Nothing may be added afterwards.
  package mutating func finish() -> [UInt8] {
    let bitCount = byteCount &* 8
    var tail = pending + [0x80]
    while tail.count % 64 != 56 { tail.append(0) }
    tail += (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * $0)) }
    unsafe tail.withUnsafeBytes { unsafe compress($0, from: 0, blocks: tail.count / 64) }
    pending = []
    return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package mutating func finishHexadecimal() -> String {
    finish().reduce(into: "") { text, byte in
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
  }

  /// The digest of `bytes` as 64 lower-case hexadecimal digits.
  package static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finishHexadecimal()
  }

  private mutating func compress(_ bytes: UnsafeRawBufferPointer, from start: Int, blocks: Int) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      unsafe Self.roundConstants.withUnsafeBufferPointer { constants in
        for block in 0..<blocks { unsafe compress(bytes, at: start + block * 64, schedule, constants) }
      }
    }
  }

  @inline(__always)
  private mutating func compress(
    _ bytes: UnsafeRawBufferPointer, at place: Int, _ w: UnsafeMutableBufferPointer<UInt32>,
    _ k: UnsafeBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      unsafe w[t] = unsafe UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place &+ 4 &* t, as: UInt32.self))
    }
    for t in 16..<64 {
      let (early, late) = unsafe (w[t &- 15], w[t &- 2])
      let first = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
      let second = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
      unsafe w[t] = unsafe w[t &- 16] &+ first &+ w[t &- 7] &+ second
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds at a time, so that the eight variables change roles instead of places.
    for t in stride(from: 0, to: 64, by: 8) {
      unsafe round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
      unsafe round(h, a, b, &c, d, e, f, &g, k[t &+ 1] &+ w[t &+ 1])
      unsafe round(g, h, a, &b, c, d, e, &f, k[t &+ 2] &+ w[t &+ 2])
      unsafe round(f, g, h, &a, b, c, d, &e, k[t &+ 3] &+ w[t &+ 3])
      unsafe round(e, f, g, &h, a, b, c, &d, k[t &+ 4] &+ w[t &+ 4])
      unsafe round(d, e, f, &g, h, a, b, &c, k[t &+ 5] &+ w[t &+ 5])
      unsafe round(c, d, e, &f, g, h, a, &b, k[t &+ 6] &+ w[t &+ 6])
      unsafe round(b, c, d, &e, f, g, h, &a, k[t &+ 7] &+ w[t &+ 7])
    }
    state = state &+ SIMD8(a, b, c, d, e, f, g, h)
  }

  /// One round: the new `e` is left in `d`, the new `a` in `h`.
  @inline(__always)
  private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ term: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let first = h &+ sum1 &+ ((e & f) ^ (~e & g)) &+ term
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d = d &+ first
    h = first &+ sum0 &+ ((a & b) ^ (a & c) ^ (b & c))
  }

  @inline(__always)
  private func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 { word &>> bits | word &<< (32 &- bits) }

  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
