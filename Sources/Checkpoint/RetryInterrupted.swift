#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The call's result, tried again while a signal interrupts it. An interrupted call has reported nothing and dropped
/// nothing, an fsync neither; every other failure is final.
package func retryingInterrupted<Result: FixedWidthInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

/// The same for a call that returns a pointer, nil when it failed.
package func retryingInterrupted(_ call: () -> OpaquePointer?) -> OpaquePointer? {
  while true {
    let result = unsafe call()
    if unsafe result != nil || errno != EINTR { return unsafe result }
  }
}
