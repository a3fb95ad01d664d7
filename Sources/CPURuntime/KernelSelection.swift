import Diagnostics
import KernelInterface
import Kernels

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// Chooses the table of kernels for a processor.
package enum KernelSelection {
  /// Names of the tables that `features` can run, the fastest last.
  package static func available(on features: ProcessorFeatures = .current) -> [String] {
    var names = ["portable"]
    if features.hasAVX2 { names.append("avx2") }
    if features.hasAVX512 { names.append("avx512") }
    return names
  }

  /// The table called `named`, or the fastest one this machine runs.
  ///
  /// - Throws: `MachineFailure` when this machine lacks it or no table has that name; the message lists what it has.
  package static func table(named name: String? = nil, on features: ProcessorFeatures = .current) throws -> KernelTable
  {
    let names = available(on: features)
    let chosen = name ?? names.last ?? "portable"
    guard names.contains(chosen) else {
      throw MachineFailure(
        "no instruction set `\(chosen)` on this machine; it has \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    #if arch(x86_64)
      if chosen == "avx512" { return KernelsAVX512.kernelTable() }
      if chosen == "avx2" { return KernelsAVX2.kernelTable() }
    #endif
    return Kernels.kernelTable()
  }
}
