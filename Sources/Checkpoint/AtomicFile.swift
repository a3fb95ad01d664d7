import Diagnostics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Replaces a file so that at every instant, also through a crash or a power cut, the old one or the new one is there
/// whole: a temporary beside it, all bytes, fsync, rename, fsync of the folder. After a return the new one is on disk.
///
/// A failed fsync is not tried again: the kernel may have dropped what it could not store. On any failure before the
/// rename the temporary is removed and the old file untouched.
package enum AtomicFile {
  /// Where the bytes go.
  package struct Writer {
    fileprivate let descriptor: Int32
    fileprivate let path: String

    /// Writes all of `bytes`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
      var rest = unsafe bytes[...]
      while unsafe !rest.isEmpty {
        let part = unsafe UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Darwin)
          let written = retryingInterrupted { Darwin.write(descriptor, part.baseAddress, part.count) }
        #else
          let written = retryingInterrupted { unsafe Glibc.write(descriptor, part.baseAddress, part.count) }
        #endif
        if written < 0 { throw failure(path, "write", errno) }
        if written == 0 { throw MachineFailure("cannot write `\(path)`: the device takes no more bytes") }
        unsafe rest = unsafe rest.dropFirst(written)
      }
    }
  }

  /// Replaces the file at `path` with `bytes`. Throws a `MachineFailure` naming path, call and reason.
  package static func replace(_ path: String, with bytes: [UInt8]) throws {
    try replace(path) { file in try unsafe bytes.withUnsafeBytes { try unsafe file.write($0) } }
  }

  /// Replaces the file at `path` with what `body` writes. With `previous`, a path on the same file system, the file
  /// that is there now is kept under that name.
  package static func replace(
    _ path: String, keepingPreviousAs previous: String? = nil, _ body: (Writer) throws -> Void
  ) throws {
    if path.utf8.contains(0) { throw MachineFailure("cannot write `\(visible(path))`: the name holds a NUL") }
    // Opened first, so that a folder that cannot be synced fails before anything changed.
    let folderPath = folder(of: path)
    let folder = retryingInterrupted { unsafe open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    if folder < 0 { throw failure(path, "open its folder", errno) }
    defer { close(folder) }
    let temporary = temporaryPath(of: path)
    do {
      try fill(temporary, path, body)
      if let previous { try keep(path, as: previous) }
      if retryingInterrupted({ unsafe rename(temporary, path) }) != 0 { throw failure(path, "rename", errno) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    if retryingInterrupted({ fsync(folder) }) != 0 { throw failure(path, "sync its folder", errno) }
  }

  /// Removes what a killed process left beside `path`.
  package static func removeTemporary(of path: String) { unsafe unlink(temporaryPath(of: path)) }

  /// The file that is written before it gets the name `path`: `.name.tmp` in the same folder.
  package static func temporaryPath(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? path
    return path.dropLast(name.count) + "." + name + ".tmp"
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func fill(_ temporary: String, _ path: String, _ body: (Writer) throws -> Void) throws {
    // A leftover, or a link somebody planted, must not decide where the bytes go.
    unsafe unlink(temporary)
    let descriptor = retryingInterrupted { unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    if descriptor < 0 { throw failure(path, "open", errno) }
    do {
      try body(Writer(descriptor: descriptor, path: path))
      // An interrupted call has reported nothing and dropped nothing; every other failure is final.
      if retryingInterrupted({ fsync(descriptor) }) != 0 { throw failure(path, "sync", errno) }
    } catch {
      close(descriptor)
      throw error
    }
    if close(descriptor) != 0 && errno != EINTR { throw failure(path, "close", errno) }
  }

  /// Gives the file at `path` a second name. Both files are whole at every instant; where links are not possible the
  /// old file is renamed, and the previous one is whole while `path` is not there.
  private static func keep(_ path: String, as previous: String) throws {
    let link = temporaryPath(of: previous)
    unsafe unlink(link)
    if retryingInterrupted({ unsafe linkat(AT_FDCWD, path, AT_FDCWD, link, 0) }) == 0 {
      if retryingInterrupted({ unsafe rename(link, previous) }) != 0 {
        let number = errno
        unsafe unlink(link)
        throw failure(previous, "rename", number)
      }
      // Renaming one name of a file to another of the same file does nothing and leaves both.
      unsafe unlink(link)
      return
    }
    let number = errno
    if number == ENOENT { return }
    guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(number) else { throw failure(previous, "link", number) }
    if retryingInterrupted({ unsafe rename(path, previous) }) != 0 { throw failure(previous, "rename", errno) }
  }
}

private func failure(_ path: String, _ call: String, _ number: Int32) -> MachineFailure {
  MachineFailure(unsafe "cannot write `\(visible(path))` (\(call)): \(String(cString: strerror(number)))")
}
