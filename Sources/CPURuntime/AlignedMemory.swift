import Diagnostics
import Glibc

/// A zeroed block of floats, 64-byte aligned, given back when the value goes. A size the machine refuses is an error and
/// never ends the process, as Swift's own allocation would.
@safe package final class AlignedMemory: @unchecked Sendable {
  /// The first float; valid for `count` floats as long as this object lives.
  package let base: UnsafeMutablePointer<Float>
  package let count: Int
  private let mappedBytes: Int

  /// Maps room for `count` >= 0 floats. Pages are zero and take memory when they are first touched.
  ///
  /// - Throws: `MachineFailure` with the bytes asked for.
  package init(count: Int) throws {
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard count >= 0, !overflow else { throw MachineFailure("cannot hold \(count) numbers: too many to address") }
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let room = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), unsafe room != MAP_FAILED else {
      throw MachineFailure(unsafe "cannot allocate \(bytes) bytes: \(String(cString: strerror(errno)))")
    }
    // Large pages spare address translations; a kernel that has none ignores the wish.
    if bytes >= 4 << 20 { unsafe madvise(room, bytes, MADV_HUGEPAGE) }
    unsafe self.base = unsafe room.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
    self.mappedBytes = bytes
  }

  /// The elements, for copying in and out.
  package var buffer: UnsafeMutableBufferPointer<Float> { unsafe UnsafeMutableBufferPointer(start: base, count: count) }

  deinit { unsafe munmap(base, mappedBytes) }
}
