import Diagnostics
import Glibc

/// A zeroed block of floats, 64-byte aligned, given back when the value goes. A size the machine refuses is an error and
/// never ends the process, as Swift's own allocation would.
@safe package final class AlignedMemory: @unchecked Sendable {
  /// The first float; valid for `count` floats as long as this object lives.
  package let base: UnsafeMutablePointer<Float>
  package let count: Int
  private let room: UnsafeMutableRawPointer
  private let mappedBytes: Int

  /// Bytes of a large page. From half of that on, memory is asked for in large pages: a matrix read column by column
  /// touches more small ones than a processor remembers the addresses of.
  private static let largePage = 2 << 20

  /// Maps room for `count` >= 0 floats. Pages are zero and take memory when they are first touched.
  ///
  /// - Throws: `MachineFailure` with the bytes asked for.
  package init(count: Int) throws {
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    let isLarge = bytes >= Self.largePage / 2
    let (padded, tooLarge) = bytes.addingReportingOverflow(isLarge ? 2 * Self.largePage : 0)
    guard count >= 0, !overflow, !tooLarge else {
      throw MachineFailure("cannot hold \(count) numbers: too many to address")
    }
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let room = unsafe mmap(nil, padded, PROT_READ | PROT_WRITE, flags, -1, 0), unsafe room != MAP_FAILED else {
      throw MachineFailure(unsafe "cannot allocate \(bytes) bytes: \(String(cString: strerror(errno)))")
    }
    let start = unsafe isLarge ? room.alignedUp(toMultipleOf: Self.largePage) : room
    // A kernel that has no large pages ignores the wish.
    if isLarge { unsafe madvise(start, (bytes + Self.largePage - 1) / Self.largePage * Self.largePage, MADV_HUGEPAGE) }
    unsafe self.room = unsafe room
    unsafe self.base = unsafe start.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
    self.mappedBytes = padded
  }

  /// The elements, for copying in and out.
  package var buffer: UnsafeMutableBufferPointer<Float> { unsafe UnsafeMutableBufferPointer(start: base, count: count) }

  deinit { unsafe munmap(room, mappedBytes) }
}
