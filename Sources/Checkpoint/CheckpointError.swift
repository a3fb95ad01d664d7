import Diagnostics

/// Why a checkpoint cannot be used. Each kind has its own code.
package struct CheckpointError: Error, Sendable, Equatable {
  /// What is wrong.
  package enum Reason: Sendable, Equatable {
    case missing
    /// A folder, a pipe, a device.
    case notAFile
    case empty
    case notSafetensors(String)
    /// Bytes announced and bytes present.
    case truncated(announced: Int, present: Int)
    case checksumMismatch
    case newerVersion(String)
    /// Bytes, and the limit.
    case tooLarge(Int, limit: Int)
  }

  package var path: String
  package var reason: Reason

  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The finding at `span`.
  package func diagnostic(at span: Span) -> Diagnostic {
    let name = "`\(visible(path))`"
    switch reason {
    case .missing: return .error("missing-checkpoint", "there is no checkpoint \(name)", at: span)
    case .notAFile: return .error("not-a-checkpoint", "\(name) is not a regular file", at: span)
    case .empty: return .error("truncated-checkpoint", "\(name) is empty", at: span)
    case .notSafetensors(let what):
      return .error("not-a-checkpoint", "\(name) is not a safetensors file: \(what)", at: span)
    case .truncated(let announced, let present):
      return .error("truncated-checkpoint", "\(name) is cut off: \(present) of \(announced) bytes are there", at: span)
        .help("`previous.safetensors` in the run folder is the checkpoint before")
    case .checksumMismatch:
      return .error("checksum-mismatch", "\(name) is damaged: its bytes do not fit its checksum", at: span)
        .help("`previous.safetensors` in the run folder is the checkpoint before")
    case .newerVersion(let version):
      return .error(
        "newer-checkpoint",
        "\(name) has format version \(visible(version)); this program reads \(TensorFile.formatVersion)",
        at: span
      ).help("use the program's newer version")
    case .tooLarge(let size, let limit):
      return .error("checkpoint-over-memory-limit", "\(name) has \(size) bytes; the limit is \(limit)", at: span)
    }
  }
}
