import Diagnostics
import TensorGraph

/// The parameter vector of a model, its gradient and the optimiser's two moments, all laid out by the table.
package final class ParameterStore: @unchecked Sendable {
  package let table: ParameterTable
  package let parameters: AlignedMemory
  package let gradients: AlignedMemory
  package let first: AlignedMemory
  package let second: AlignedMemory

  /// Zeroed memory. `isTraining` false leaves gradient and moments out. Throws `MachineFailure`.
  package init(_ table: ParameterTable, isTraining: Bool) throws {
    self.table = table
    parameters = try AlignedMemory(count: table.elementCount)
    let count = isTraining ? table.elementCount : 0
    gradients = try AlignedMemory(count: count)
    first = try AlignedMemory(count: count)
    second = try AlignedMemory(count: count)
  }

  /// The numbers of one parameter, row-major.
  package func values(_ index: Int, in memory: AlignedMemory) -> UnsafeMutableBufferPointer<Float> {
    unsafe UnsafeMutableBufferPointer(
      start: memory.base + table.offsets[index], count: table.parameters[index].count)
  }
}
