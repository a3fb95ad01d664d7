import Checkpoint
import Diagnostics

/// Text on its way to standard output, or gathered to take a file's place at once.
final class TextTarget {
  private let output: CheckedWriter
  private let path: String?
  private let limit: Int
  private var gathered: [UInt8] = []

  /// `path` nil is `output`; a file gathers `limit` bytes in memory at most.
  init(_ output: CheckedWriter, path: String?, limit: Int) {
    self.output = output
    self.path = path
    self.limit = limit
  }

  func put(_ bytes: some Sequence<UInt8>) throws {
    if path == nil { return try output.write(bytes: bytes) }
    gathered.append(contentsOf: bytes)
    if gathered.count > limit {
      throw MachineFailure(
        "the file would hold more than `limits.memory`, \(byteText(limit)): write to standard output instead")
    }
  }

  func finish() throws {
    if let path { try AtomicFile.replace(path, with: gathered) } else { try output.flush() }
  }
}
