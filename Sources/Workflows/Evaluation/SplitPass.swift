import CPURuntime
import Datasets
import Diagnostics
import ExecutionPlan

/// One program, ready to run over all rows of a split in batches as large as memory allows.
package final class SplitPass {
  package let executor: Executor
  private let inputs: BatchInputs
  private let stop: @Sendable () -> Int32?
  private var rows: [Int32] = []

  /// Bytes a plan takes before its batch is made smaller: what still is near the processor.
  private static let preferredBytes = 64 << 20

  /// Compiles `program` for batches of at most `rowCount` rows. Throws `MachineFailure` when one row needs more than
  /// the context's memory.
  package init(_ program: Program, _ context: EvaluationContext, rowCount: Int) throws {
    let plan = try Self.plan(program, context, rowCount: rowCount)
    executor = try Executor(
      plan: plan, parameters: context.parameters, kernels: context.machine.kernels, pool: context.machine.pool,
      seed: context.seed)
    inputs = BatchInputs(executor, facts: context.facts)
    stop = context.stop
  }

  /// Runs over all rows in order; `body` reads the results of each batch. Draws depend on the seed and the row's number
  /// alone. Throws `Stopped` between batches when asked to stop.
  package func run(over split: Split, _ body: (Range<Int>) throws -> Void) throws {
    var start = 0
    while start < split.rowCount {
      if let signal = stop() { throw Stopped(signal: signal) }
      let end = min(start + executor.plan.batchCapacity, split.rowCount)
      rows.removeAll(keepingCapacity: true)
      rows.append(contentsOf: Int32(start)..<Int32(end))
      inputs.fill(rows, of: split, visit: 0)
      unsafe executor.run(rows: end - start, step: 0)
      try body(start..<end)
      start = end
    }
  }

  /// Throws `MachineFailure` when one row of `program` needs more than the context's memory.
  static func checkMemory(_ program: Program, _ context: EvaluationContext) throws {
    try check(context.pipeline.plan(program, context.model, context.parameters.table, batchSize: 1), context)
  }

  private static func check(_ plan: Plan, _ context: EvaluationContext) throws {
    guard plan.memoryBytes > context.memory else { return }
    throw MachineFailure(
      "evaluating one row needs \(byteText(plan.memoryBytes)), over the \(byteText(context.memory)) that are left: "
        + "take fewer samples in `evaluation` or raise `limits.memory`")
  }

  /// The largest batch, unless it is over what is preferred: then memory grows by a straight line from that of one row.
  private static func plan(_ program: Program, _ context: EvaluationContext, rowCount: Int) throws -> Plan {
    func compile(_ batchSize: Int) throws -> Plan {
      try context.pipeline.plan(program, context.model, context.parameters.table, batchSize: batchSize)
    }
    let largest = max(1, min(rowCount, context.largestBatch))
    let plan = try compile(largest)
    if plan.memoryBytes <= min(preferredBytes, context.memory) { return plan }
    let smallest = largest == 1 ? plan : try compile(1)
    try check(smallest, context)
    let room = min(preferredBytes, context.memory - smallest.memoryBytes)
    let slope = max(1, (plan.memoryBytes - smallest.memoryBytes) / max(1, largest - 1))
    var batchSize = min(largest, 1 + room / slope)
    while batchSize > 1 {
      let plan = try compile(batchSize)
      if plan.memoryBytes <= context.memory { return plan }
      batchSize /= 2
    }
    return smallest
  }
}
