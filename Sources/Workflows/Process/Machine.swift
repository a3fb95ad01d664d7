import CPURuntime
import Diagnostics
import KernelInterface

/// What computes: kernels and threads. Nothing here changes a result.
package struct Machine {
  package let kernels: KernelTable
  package let pool: WorkerPool

  /// Kernels by name, or the best this processor has; every core unless told otherwise. Throws `UsageError` for a name
  /// that no build has, `MachineFailure` when this processor lacks the instructions or a thread is refused.
  package init(_ request: MachineRequest) throws {
    let known = ["portable", "avx2", "avx512"]
    if let name = request.instructionSet, !known.contains(name) {
      throw UsageError("--isa takes \(known.joined(separator: ", ")), not `\(name)`")
    }
    kernels = try KernelSelection.table(named: request.instructionSet)
    pool = try WorkerPool(threads: request.threads ?? ProcessorSet.allowed().count) { _ in
      CrashReport.installSignalStack()
    }
  }
}
