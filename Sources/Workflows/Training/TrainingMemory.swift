import Diagnostics
import ExecutionPlan
import TensorGraph

/// Bytes of parameters, gradient and both moments.
package func parameterBytes(_ table: ParameterTable) -> Int { 4 * 4 * table.elementCount }

/// What a training step leaves of `limit` for evaluations. Throws `MachineFailure` with number, limit and way out when
/// the step alone is over it.
func trainingMemoryLeft(_ plan: Plan, _ table: ParameterTable, limit: Int) throws -> Int {
  let bytes = plan.memoryBytes + parameterBytes(table)
  guard bytes <= limit else {
    throw MachineFailure(
      "a training step needs \(byteText(bytes)) (\(byteText(parameterBytes(table))) of parameters, gradient and moments), "
        + "over the limit of \(byteText(limit)): take a smaller `training.batch_size` or raise `limits.memory`")
  }
  return limit - bytes
}
