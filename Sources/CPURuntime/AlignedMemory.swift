import Diagnostics
import Glibc

/// Floats on cache-line boundaries, zero at first, freed with the object.
///
/// Sizes may come from a spec, so a failure to allocate is an error that the caller words, not the end of the process.
package final class AlignedMemory: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Float>
  package let count: Int

  /// Throws `MachineFailure` with the bytes asked for.
  package init(count: Int) throws {
    let (bytes, overflow) = max(count, 16).multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    var raw: UnsafeMutableRawPointer?
    guard !overflow, posix_memalign(&raw, 64, bytes) == 0, let raw else {
      throw MachineFailure("cannot allocate \(overflow ? "more than 2^63" : "\(bytes)") bytes of memory")
    }
    memset(raw, 0, bytes)
    base = raw.bindMemory(to: Float.self, capacity: max(count, 16))
    self.count = count
  }

  deinit { free(base) }

  /// The elements, for copying in and out.
  package var buffer: UnsafeMutableBufferPointer<Float> { UnsafeMutableBufferPointer(start: base, count: count) }
}
