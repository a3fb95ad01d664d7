import Checkpoint
import Glibc

/// Files of a cache: read only where nobody else could have written them, and never worth an error.
enum CacheFile {
  /// Bytes of an entry at most.
  static let limit = 16 << 20

  /// The bytes of a regular file of this user that nobody else may write; nil otherwise.
  static func bytes(at path: String) -> [UInt8]? {
    let descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & (S_IWGRP | S_IWOTH) == 0, status.st_size > 0, status.st_size <= limit
    else { return nil }
    let size = Int(status.st_size)
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      while count < size {
        let got = retryingInterrupted { unsafe read(descriptor, buffer.baseAddress?.advanced(by: count), size - count) }
        if got <= 0 { break }
        count += got
      }
      initialized = count
    }
    return count == size ? bytes : nil
  }

  /// Replaces the file at `path`, in `folder`, by a rename, and makes the folder where it can. Whole or not at all for
  /// every reader, but not through a power cut, after which the digest of an entry does not fit.
  static func replace(_ path: String, in folder: String, with bytes: [UInt8]) {
    guard bytes.count <= limit, makeFolder(folder) else { return }
    let temporary = path + ".\(getpid())"
    // A leftover, or a link somebody planted, must not decide where the bytes go.
    unsafe unlink(temporary)
    let descriptor = retryingInterrupted { unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { return }
    let isWhole = unsafe bytes.withUnsafeBytes { buffer in
      var count = 0
      while count < buffer.count {
        let put = retryingInterrupted {
          unsafe write(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        }
        if put <= 0 { return false }
        count += put
      }
      return true
    }
    let isClosed = close(descriptor) == 0 || errno == EINTR
    let isRenamed = unsafe isWhole && isClosed && rename(temporary, path) == 0
    if !isRenamed { unsafe unlink(temporary) }
  }

  /// Makes `folder` and the one it is in, for this user only. Whether it is there.
  private static func makeFolder(_ folder: String) -> Bool {
    if unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/") else { return false }
    unsafe mkdir(String(folder[..<slash]), 0o700)
    return unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST
  }
}
