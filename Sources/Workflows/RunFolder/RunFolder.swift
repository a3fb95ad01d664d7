import Checkpoint
import Diagnostics
import Glibc

/// The folder of one training run: `spec.yaml`, `metrics.jsonl`, `clock.json`, `summary.json`, `last.safetensors`,
/// `previous.safetensors`, `best.safetensors`, and in an ablation `result.json`. Locked while the run goes on.
package final class RunFolder {
  package let path: String
  /// Whether the run continues the one that is in the folder.
  package let isResuming: Bool
  private let descriptor: Int32

  /// What to do with a folder that already holds a run.
  package enum Mode: Sendable {
    case new, resume, overwrite
  }

  package var specPath: String { "\(path)/spec.yaml" }
  package var metricsPath: String { "\(path)/metrics.jsonl" }
  package var clockPath: String { "\(path)/clock.json" }
  package var summaryPath: String { "\(path)/summary.json" }
  package var lastPath: String { "\(path)/last.safetensors" }
  package var previousPath: String { "\(path)/previous.safetensors" }
  package var bestPath: String { "\(path)/best.safetensors" }

  private static let files = [
    "spec.yaml", "metrics.jsonl", "clock.json", "summary.json", "last.safetensors", "previous.safetensors",
    "best.safetensors", "result.json",
  ]

  /// Another process has the folder: the machine refuses.
  package struct Taken: Error, Sendable {
    package var path: String
    /// What to tell the user.
    package var message: String { "another process is training in `\(path)`" }
  }

  /// Makes or takes over the folder at `path`. Throws `Refusal` when it is not empty and `mode` is `new`, or holds no
  /// run to resume; `MachineFailure` when the machine refuses, `Taken` when another process has the folder.
  package init(path: String, mode: Mode) throws {
    self.path = path
    try makeFolders(path)
    descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw machineFailure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Taken(path: path)
    }
    for file in Self.files { AtomicFile.removeTemporary(of: "\(path)/\(file)") }
    let found = Self.files.filter { unsafe access("\(path)/\($0)", F_OK) == 0 }
    isResuming = mode == .resume && found.contains { $0.hasSuffix(".safetensors") }
    switch mode {
    case .resume: break
    case .overwrite:
      for file in found where unsafe unlink("\(path)/\(file)") != 0 {
        throw machineFailure("remove", "\(path)/\(file)")
      }
    case .new:
      if try !Self.isEmpty(path) {
        throw Refusal([
          .error("run-exists", "`\(path)` is not empty", at: .none)
            .help("continue with `--resume`, start again with `--overwrite`, or choose another `--run`")
        ])
      }
    }
  }

  deinit { close(descriptor) }

  /// A new folder `parent/<time>`, and `parent/latest` pointing at it. `time` is as in `2026-01-31T23-59-59`.
  package static func timestamped(in parent: String, time: String) throws -> RunFolder {
    try makeFolders(parent)
    var name = time
    var attempt = 1
    while unsafe mkdir("\(parent)/\(name)", 0o777) != 0 {
      guard errno == EEXIST, attempt < 1000 else { throw machineFailure("make", "\(parent)/\(name)") }
      attempt += 1
      name = "\(time)-\(attempt)"
    }
    let folder = try RunFolder(path: "\(parent)/\(name)", mode: .new)
    try pointLatest(in: parent, at: name)
    return folder
  }

  /// Replaces the link in one move, so that there is always one.
  private static func pointLatest(in parent: String, at name: String) throws {
    let (link, temporary) = ("\(parent)/latest", "\(parent)/.latest.\(getpid()).tmp")
    unsafe unlink(temporary)
    guard unsafe symlink(name, temporary) == 0 else { throw machineFailure("make", temporary) }
    guard unsafe rename(temporary, link) == 0 else {
      let failure = machineFailure("replace", link)
      unsafe unlink(temporary)
      throw failure
    }
  }

  private static func isEmpty(_ path: String) throws -> Bool {
    guard let folder = unsafe retryingInterrupted({ unsafe opendir(path) }) else { throw machineFailure("read", path) }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { return false }
    }
    return true
  }
}

/// Makes a folder and those above it that are missing; those that exist are not touched. Throws `MachineFailure` when
/// one cannot be made.
func makeFolders(_ path: String) throws {
  if unsafe path.isEmpty || access(path, F_OK) == 0 { return }
  if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolders(String(path[..<slash])) }
  if unsafe mkdir(path, 0o777) != 0 && errno != EEXIST { throw machineFailure("make", path) }
}

private func machineFailure(_ verb: String, _ path: String) -> MachineFailure {
  MachineFailure(unsafe "cannot \(verb) `\(path)`: \(String(cString: strerror(errno)))")
}
