import Glibc

/// The processors this process may run on. Glibc's two calls are GNU extensions that its Swift module leaves out, so
/// they are looked up by name; a system without them counts as one processor and pins nothing.
package enum ProcessorSet {
  private typealias AffinityCall = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> CInt

  /// Their numbers, ascending; one unnamed processor when the system does not say.
  package static func allowed() -> [Int] {
    var set = cpu_set_t()
    guard let call = unsafe affinityCall("sched_getaffinity"), unsafe call(0, MemoryLayout<cpu_set_t>.size, &set) == 0
    else {
      return [0]
    }
    let numbers = unsafe withUnsafeBytes(of: &set) { bytes in
      (0..<bytes.count * 8).filter { unsafe bytes[$0 / 8] >> ($0 % 8) & 1 == 1 }
    }
    return numbers.isEmpty ? [0] : numbers
  }

  /// Keeps the calling thread on one processor. A system that refuses leaves it where it was, which is only slower.
  static func pinThisThread(to processor: Int) {
    var set = cpu_set_t()
    let fits = unsafe withUnsafeMutableBytes(of: &set) { bytes in
      guard processor >= 0, processor / 8 < bytes.count else { return false }
      unsafe bytes[processor / 8] |= 1 << (processor % 8)
      return true
    }
    if fits, let call = unsafe affinityCall("sched_setaffinity") {
      _ = unsafe call(0, MemoryLayout<cpu_set_t>.size, &set)
    }
  }

  private static func affinityCall(_ name: String) -> AffinityCall? {
    unsafe dlsym(nil, name).map { unsafe unsafeBitCast($0, to: AffinityCall.self) }
  }
}
