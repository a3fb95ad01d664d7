import CZlib
import Diagnostics

/// Deflated data unpacked chunk by chunk, so that whoever reads them decides how much there may be.
struct Inflater {
  /// The wrapping around the deflated bytes.
  enum Container: Int32 {
    /// Members one after another, each with its own checksum and length, which are checked.
    case gzip = 31
    /// Bare, as in a zip archive.
    case bare = -15
  }

  /// Bytes of one chunk.
  static let chunkSize = 1 << 17

  /// Gives the unpacked bytes of `input` to `body`, in chunks that are full except the last.
  /// Returns how many bytes of `input` were read: all of them, for gzip.
  /// Throws a `FormatProblem` when the data are damaged or end too early.
  @discardableResult
  static func unpack(
    _ input: UnsafeBufferPointer<UInt8>, _ container: Container, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws -> Int {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, container.rawValue, ZLIB_VERSION, size) == Z_OK else {
      throw MachineFailure("zlib did not start: no memory, or another version")
    }
    defer { unsafe inflateEnd(&stream) }
    let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: chunkSize)
    defer { unsafe chunk.deallocate() }
    var filled = 0
    var position = 0
    while true {
      let offered = min(input.count - position, 1 << 30)
      unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)?.advanced(by: position)
      unsafe stream.avail_in = UInt32(offered)
      unsafe stream.next_out = unsafe chunk.baseAddress?.advanced(by: filled)
      unsafe stream.avail_out = UInt32(chunkSize - filled)
      let status = unsafe inflate(&stream, Z_NO_FLUSH)
      let read = unsafe offered - Int(stream.avail_in)
      let made = unsafe chunkSize - filled - Int(stream.avail_out)
      position += read
      filled += made
      if filled == chunkSize {
        try unsafe body(UnsafeBufferPointer(chunk))
        filled = 0
      }
      if status == Z_STREAM_END {
        if unsafe container == .bare || isPadding(input[position...]) { break }
        guard input.count - position >= 2, unsafe input[position] == 0x1f, unsafe input[position + 1] == 0x8b else {
          throw FormatProblem("damaged-gzip", "bytes follow the end of the compressed data")
        }
        unsafe inflateReset(&stream)
      } else if status == Z_MEM_ERROR {
        throw MachineFailure("no memory to unpack compressed data")
      } else if status != Z_OK && status != Z_BUF_ERROR {
        throw FormatProblem("damaged-gzip", unsafe "the compressed data are damaged (\(reason(stream)))")
      } else if read == 0 && made == 0 {
        throw FormatProblem("truncated-gzip", "the compressed data end too early: the file is cut off")
      }
    }
    if filled > 0 { try unsafe body(UnsafeBufferPointer(rebasing: chunk[..<filled])) }
    return position
  }

  /// Zeros after the last member are padding, as gzip itself reads them.
  private static func isPadding(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    unsafe rest.allSatisfy { $0 == 0 }
  }

  private static func reason(_ stream: z_stream) -> String {
    unsafe stream.msg.map { unsafe String(cString: $0) } ?? "unknown reason"
  }
}
