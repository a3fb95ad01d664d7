import Datasets
import Diagnostics
import ExecutionPlan
import ModelSpec
import TensorGraph

/// Bytes that training holds at its peak, as far as the spec decides them.
package struct MemoryNeed: Sendable {
  /// The arena and the constants of a training step.
  package var plan: Int
  /// Parameters, their gradient and two moments.
  package var parameters: Int
  /// Encoded rows of all splits.
  package var data: Int

  /// All together; `Int.max` when that is past every integer.
  package var total: Int {
    var sum = 0
    for part in [plan, parameters, data] {
      let (next, overflow) = sum.addingReportingOverflow(part)
      if overflow { return .max }
      sum = next
    }
    return sum
  }

  package init(plan: Plan, parameters: ParameterTable, facts: DataFacts) {
    self.plan = plan.memoryBytes
    self.parameters = 16 * parameters.elementCount
    let rows = facts.trainRows + (facts.validRows ?? 0) + (facts.testRows ?? 0)
    data = rows * (4 + facts.fields.reduce(0) { $0 + $1.columns.count })
  }

  /// One line for people.
  var text: String {
    "memory: \(byteText(total)) to train (step \(byteText(plan)), parameters and moments \(byteText(parameters)), data "
      + "\(byteText(data)))\n"
  }

  /// Bytes for programs.
  var json: JSONValue {
    [
      "total": .integer(total), "plan": .integer(plan), "parameters": .integer(parameters), "data": .integer(data),
    ]
  }

  /// The finding when this is over `limits.memory`: the number, the limit and what would make it fit.
  package func finding(limits: LimitsSection, batchSize: Spanned<BatchSize>) -> Diagnostic? {
    guard total > limits.memory.value else { return nil }
    let place = limits.memory.isWritten ? limits.memory.span : batchSize.span
    let finding = Diagnostic.error(
      "memory-over-budget",
      "training needs \(byteText(total)) of memory (step \(byteText(plan)), parameters \(byteText(parameters)), data "
        + "\(byteText(data))), over the limit of \(byteText(limits.memory.value))", at: place)
    let smaller =
      plan >= parameters
      ? "make `training.batch_size` or the number of samples smaller, or raise `limits.memory`"
      : "make the networks smaller, or raise `limits.memory`"
    return finding.help(smaller)
  }
}
