import Checkpoint
import Diagnostics
import Glibc

/// `metrics.jsonl`: one JSON object a line, no times in it, whole lines only.
///
/// Its length belongs to the state of a run: a resumed run cuts the file back to the length its checkpoint names and
/// writes the same lines again.
package final class MetricsLog {
  /// Bytes written.
  package private(set) var length: Int
  private let descriptor: Int32
  private let path: String

  /// Opens the file and cuts it to `length` bytes. Throws `MachineFailure`; `Refusal` when the file is shorter.
  package init(path: String, length: Int) throws {
    self.path = path
    self.length = length
    descriptor = retryingInterrupted { unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure("read", path) }
    guard Int(status.st_size) >= length else {
      throw Refusal([
        .error("short-metrics", "`\(path)` holds \(status.st_size) bytes, the checkpoint knows of \(length)", at: .none)
          .help("start again with `--overwrite`")
      ])
    }
    guard retryingInterrupted({ [descriptor] in ftruncate(descriptor, off_t(length)) }) == 0,
      lseek(descriptor, off_t(length), SEEK_SET) >= 0
    else { throw Self.failure("cut", path) }
  }

  deinit { close(descriptor) }

  /// Appends one line. A line that does not fit is taken back before the error is thrown.
  package func append(_ object: JSONValue) throws {
    let bytes = Array((object.compactText + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        let failure = Self.failure("write", path)
        _ = ftruncate(descriptor, off_t(length))
        throw failure
      }
    }
    length += bytes.count
  }

  /// Makes the lines durable. A failed sync is not tried again: what the file holds then is unknown.
  package func synchronize() throws {
    guard retryingInterrupted({ fsync(descriptor) }) == 0 else { throw Self.failure("store", path) }
  }

  private static func failure(_ verb: String, _ path: String) -> MachineFailure {
    MachineFailure(unsafe "cannot \(verb) `\(path)`: \(String(cString: strerror(errno)))")
  }
}
