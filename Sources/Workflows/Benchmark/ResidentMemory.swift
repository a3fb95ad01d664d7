import Glibc

/// Memory of this process.
enum ResidentMemory {
  /// Bytes that are in memory now; 0 where the system does not say.
  static var bytes: Int {
    let file = "/proc/self/statm"
    guard let bytes = try? InputFile.prefix(of: file, written: file, count: 256) else { return 0 }
    let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
