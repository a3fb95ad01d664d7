import Checkpoint
import Diagnostics
import Glibc

/// What is behind a path of the command line.
enum InputKind {
  case file, folder
}

/// Reading files that the command line names. A file that is missing or is no regular file refuses the command
/// (`Refusal`, status 1), one that the machine does not give is a `MachineFailure` (status 3).
enum InputFile {
  /// Whether a path leads to a regular file or to a folder.
  static func kind(of path: String, written: String) throws -> InputKind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw failure(errno, path: path, written: written) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFIFO: throw refusal("not-a-file", "`\(written)` is a pipe; write `-` to read a spec from standard input")
    default: throw refusal("not-a-file", "`\(written)` is neither a file nor a folder")
    }
  }

  /// The bytes of a regular file of at most `limit` bytes.
  static func bytes(at path: String, written: String, limit: Int) throws -> [UInt8] {
    guard try kind(of: path, written: written) == .file else {
      throw refusal("not-a-file", "`\(written)` is a folder")
    }
    let descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw failure(errno, path: path, written: written) }
    defer { close(descriptor) }
    return try bytes(from: descriptor, path: path, written: written, limit: limit)
  }

  /// The bytes of an open descriptor up to its end, at most `limit`.
  static func bytes(from descriptor: Int32, path: String, written: String, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { try StopFlag.check() } else { throw failure(errno, path: path, written: written) }
        continue
      }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit {
        throw refusal("file-too-large", "`\(written)` holds more than \(limit) bytes, the most a spec may hold")
      }
    }
  }

  /// The first `count` bytes of a regular file, or fewer.
  static func prefix(of path: String, written: String, count: Int) throws -> [UInt8] {
    let descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw failure(errno, path: path, written: written) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe read(descriptor, &bytes, count)
    guard got >= 0 else { throw failure(errno, path: path, written: written) }
    return Array(bytes.prefix(got))
  }

  /// Names in a folder, sorted by bytes.
  static func names(inFolder path: String, written: String) throws -> [String] {
    guard let folder = unsafe retryingInterrupted({ unsafe opendir(path) }) else {
      throw failure(errno, path: path, written: written)
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      unsafe names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path with every symbolic link followed; itself when that fails.
  static func resolvingLinks(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Absolute, from the process's own folder.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(current) }
    return unsafe String(cString: current) + "/" + path
  }

  static func refusal(_ code: DiagnosticCode, _ message: String) -> Refusal {
    Refusal([.error(code, message, at: .none)])
  }

  private static func failure(_ number: Int32, path: String, written: String) -> any Error {
    switch number {
    case ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP:
      refusal(
        "missing-file", unsafe "cannot read `\(written)`: \(String(cString: strerror(number))) (\(absolute(path)))")
    default: MachineFailure(unsafe "cannot read `\(written)`: \(String(cString: strerror(number))) (\(absolute(path)))")
    }
  }
}
