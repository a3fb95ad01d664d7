import Glibc

/// Which version of a file is there, as far as the file system tells.
struct FileState: Sendable, Equatable {
  /// Device, inode, size, nanoseconds of modification and of change since 1970.
  var numbers: [Int]
  static let numberCount = 5

  /// The latest of modification and change.
  private var changed: Int { max(numbers[3], numbers[4]) }

  init(numbers: [Int]) { self.numbers = numbers }

  /// nil when there is no such regular file.
  init?(_ path: String) {
    var status = stat()
    guard !path.utf8.contains(0), unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    self.init(numbers: [
      Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
      Self.nanoseconds(status.st_mtim), Self.nanoseconds(status.st_ctim),
    ])
  }

  /// Whether the file is older than two seconds, so that another change cannot carry the same time.
  func isSettled(at now: Int) -> Bool { changed <= now &- 2_000_000_000 }

  /// Nanoseconds since 1970.
  static func now() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int { Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec) }
}
