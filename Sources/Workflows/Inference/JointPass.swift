import CPURuntime
import Datasets
import Diagnostics
import ExecutionPlan

/// Several programs of one trained model over the same rows, batch by batch. Results depend on the seed and the row,
/// not on the batch size.
final class JointPass {
  /// One a program, in the order asked for; those that `run` does not run come last.
  let executors: [Executor]
  private let runCount: Int
  /// Rows a batch has at most.
  let capacity: Int

  private static let largestBatch = 256

  /// Compiles `programs` for batches as large as `limits.memory` allows. Throws `MachineFailure` when one row needs more.
  /// Programs `followedBy` are compiled for the same batches and run by the caller.
  init(
    _ programs: [Program], followedBy others: [Program] = [], of loaded: LoadedModel, rowCount: Int, machine: Machine,
    seed: UInt64
  ) throws {
    let all = programs + others
    runCount = programs.count
    let limit = loaded.spec.limits.memory.value
    var size = max(1, min(rowCount, Self.largestBatch))
    var plans = try Self.plans(all, loaded, size)
    while Self.bytes(plans) > limit {
      guard size > 1 else {
        throw MachineFailure(
          "one row needs \(Self.bytes(plans)) bytes, over the limit of \(limit): raise `limits.memory`")
      }
      size = (size + 1) / 2
      plans = try Self.plans(all, loaded, size)
    }
    capacity = size
    executors = try plans.map {
      try Executor(plan: $0, parameters: loaded.parameters, kernels: machine.kernels, pool: machine.pool, seed: seed)
    }
  }

  /// Runs over the first `count` rows of `split`; `body` reads the results of each batch of rows. The programs that
  /// follow are given the rows' numbers, which address their draws.
  func run(over split: Split, count: Int, facts: DataFacts, _ body: (Range<Int>) throws -> Void) throws {
    let inputs = executors.prefix(runCount).map { BatchInputs($0, facts: facts) }
    let total = min(count, split.rowCount)
    for start in stride(from: 0, to: total, by: capacity) {
      try StopFlag.check()
      let end = min(start + capacity, total)
      for (executor, input) in zip(executors, inputs) {
        input.fill((start..<end).map { Int32(truncatingIfNeeded: $0) }, of: split, visit: 0)
        unsafe executor.run(rows: end - start, step: 0)
      }
      for executor in executors.dropFirst(runCount) {
        for row in start..<end { unsafe executor.rowNumbers[row - start] = split.rowNumbers[row] }
      }
      try body(start..<end)
    }
  }

  private static func plans(_ programs: [Program], _ loaded: LoadedModel, _ batchSize: Int) throws -> [Plan] {
    try programs.map { try Pipeline().plan($0, loaded.model, loaded.table, batchSize: batchSize) }
  }

  private static func bytes(_ plans: [Plan]) -> Int { plans.reduce(0) { $0 + $1.memoryBytes } }
}
