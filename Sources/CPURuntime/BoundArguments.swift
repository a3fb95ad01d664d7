import Diagnostics
import ExecutionPlan
import Glibc
import KernelInterface
import TensorOps

/// Arrays that kernels read through pointers, kept alive by their plan's executor: made once, so that a step
/// allocates nothing.
@safe final class ArgumentStorage {
  private var blocks: [UnsafeMutableRawPointer] = unsafe []

  /// A copy of `values`, of a trivial type, that lives as long as this storage. Throws `MachineFailure`.
  func store<Element>(_ values: [Element]) throws -> UnsafeMutablePointer<Element> {
    let count = max(values.count, 1)
    guard let raw = unsafe malloc(count * MemoryLayout<Element>.stride) else {
      throw MachineFailure("cannot allocate \(count * MemoryLayout<Element>.stride) bytes of memory")
    }
    unsafe blocks.append(raw)
    let typed = unsafe raw.bindMemory(to: Element.self, capacity: count)
    for (index, value) in values.enumerated() { unsafe (typed + index).initialize(to: value) }
    return unsafe typed
  }

  deinit { unsafe blocks.forEach { unsafe free($0) } }
}

/// An instruction with pointers in place of offsets.
@safe enum BoundInstruction {
  case matrixProduct(KernelInterface.MatrixProduct, rows: Extent, columns: Int, depth: Extent)
  case sparseProduct(KernelInterface.MatrixProduct, rows: Extent, columns: Int, depth: Extent)
  case elementwise(ElementwiseLoop, outer: Extent, inner: Int, extents: UnsafeMutablePointer<Int>)
  case reduce(ReduceLoop, outer: Extent, work: Int, reduced: [Extent], reducedCounts: UnsafeMutablePointer<Int>)
  case segmented(Instruction.SegmentedKernel, SegmentedRows, rows: Extent, width: Int)
  case gatherSum(GatherRows, rows: Extent)
  case scatterSum(GatherRows, rows: Extent, tableRows: Int)
  case uniform(UniformRows, rows: Extent)
}
