import Glibc

/// What this processor and its operating system can run.
package struct ProcessorFeatures: Sendable, Equatable {
  /// The flags an x86-64-v3 build needs: AVX2, FMA, BMI1, BMI2, F16C, LZCNT, MOVBE.
  package var hasAVX2: Bool
  /// The flags an x86-64-v4 build needs: those of v3, and AVX-512 F, BW, CD, DQ, VL.
  package var hasAVX512: Bool

  package init(hasAVX2: Bool, hasAVX512: Bool) {
    self.hasAVX2 = hasAVX2
    self.hasAVX512 = hasAVX512
  }

  /// Reads the flags of `/proc/cpuinfo`. The kernel removes a flag from that list when it does not save the registers
  /// that go with it, so the list answers for both processor and system. A list that can't be read has no flags.
  package static let current = ProcessorFeatures(flags: processorFlags())

  /// From a list of flags as Linux names them.
  package init(flags: Set<Substring>) {
    let third: Set<Substring> = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"]
    let fourth: Set<Substring> = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    hasAVX2 = third.isSubset(of: flags)
    hasAVX512 = hasAVX2 && fourth.isSubset(of: flags)
  }
}

/// The flags that all processors of `/proc/cpuinfo` share.
private func processorFlags() -> Set<Substring> {
  guard let file = unsafe fopen("/proc/cpuinfo", "re") else { return [] }
  defer { unsafe fclose(file) }
  var shared: Set<Substring>?
  var line: UnsafeMutablePointer<CChar>?
  var room = 0
  defer { unsafe free(line) }
  while unsafe getline(&line, &room, file) > 0, let text = unsafe line.map({ unsafe String(cString: $0) }) {
    guard text.hasPrefix("flags") else { continue }
    let flags = Set(text.split(whereSeparator: \.isWhitespace))
    shared = shared?.intersection(flags) ?? flags
  }
  return shared ?? []
}
