import Diagnostics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A block of bytes whose allocation can fail with an error. Written by its maker, only read once it is shared.
@safe package final class ByteMemory: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  package let count: Int

  /// `count` bytes, not yet set. Throws a `MachineFailure` when there is no memory.
  init(count: Int) throws {
    guard let memory = unsafe malloc(max(count, 1)) else { throw MachineFailure("no memory for \(count) bytes") }
    unsafe self.memory = unsafe memory
    self.count = count
  }

  deinit { unsafe free(memory) }

  /// The bytes. Valid while this object lives.
  package var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: memory, count: count) }

  var mutableBytes: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(start: memory, count: count) }
}
