import Checkpoint
import Diagnostics
import Glibc

/// Lines from a descriptor, as they come.
final class LineReader {
  private let descriptor: Int32
  private var pending: [UInt8] = []
  /// Whether the other end closed.
  private(set) var isAtEnd = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next whole line without its end, waiting for it; nil at the end. Throws `MachineFailure`.
  func next() throws -> [UInt8]? {
    while true {
      if let line = takeLine() { return line }
      if isAtEnd { return nil }
      try fill()
    }
  }

  /// Reads once what is there; blocks where nothing is.
  func fill() throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = retryingInterrupted { unsafe read(descriptor, &buffer, buffer.count) }
    guard count >= 0 else {
      throw MachineFailure(unsafe "cannot read from a pipe: \(String(cString: strerror(errno)))")
    }
    if count == 0 { isAtEnd = true } else { pending += buffer[..<count] }
  }

  /// A whole line that has been read already.
  func takeLine() -> [UInt8]? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = Array(pending[..<end])
    pending.removeFirst(end + 1)
    return line
  }
}
