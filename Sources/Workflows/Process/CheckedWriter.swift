import Diagnostics
import Glibc

/// Text on its way to a file descriptor or into memory, every byte accounted for: a full disk is a `MachineFailure`,
/// a reader that went away is `ReaderGone`.
package final class CheckedWriter {
  private let descriptor: Int32?
  private let name: String
  private var pending: [UInt8] = []
  private static let capacity = 1 << 16

  /// Writes to an open descriptor that `name` names in messages.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Keeps everything in `text`.
  package init() {
    descriptor = nil
    name = "memory"
  }

  /// What was written and not yet flushed to a descriptor: everything, for a writer into memory.
  package var text: String { String(decoding: pending, as: UTF8.self) }

  /// Takes `text`, which reaches the descriptor at the next `flush` or when enough has gathered.
  package func write(_ text: String) throws { try write(bytes: text.utf8) }

  /// Takes `bytes`.
  package func write(bytes: some Sequence<UInt8>) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.capacity { try flush() }
  }

  /// Takes `text` and a line break.
  package func line(_ text: String) throws { try write(text + "\n") }

  /// Hands everything to the kernel.
  package func flush() throws {
    guard let descriptor else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    var written = 0
    while written < pending.count {
      let count = unsafe pending.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EPIPE: throw ReaderGone()
      default: throw MachineFailure(unsafe "cannot write to \(name): \(String(cString: strerror(errno)))")
      }
    }
  }
}

/// The reader of a pipe closed its end, as `head` does: nothing is left to say. Exit status 141, as the shell reports
/// a process that SIGPIPE ended.
package struct ReaderGone: Error, Sendable {
  package init() {}
}
