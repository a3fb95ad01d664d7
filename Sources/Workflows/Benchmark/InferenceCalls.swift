import CPURuntime
import Datasets
import Diagnostics
import ExecutionPlan

/// Encoding rows of train, or drawing rows from p(z) and p(x | z), with the parameters that training starts from: their
/// values change no time. Results stay in memory, nothing is written.
final class InferenceCalls: TimedWork {
  let rows: Int
  let plans: [Plan]
  private let executors: [Executor]
  private let encoding: (inputs: [BatchInputs], split: Split)?
  private let sampling: (decoder: LatentDecoder, latents: [ResultColumns?])?
  /// Rows of the next call, as rows of train.
  private var batch: [Int32]

  /// `rows` rows a call, no more than train has when they are encoded. Throws `MachineFailure` when memory is refused.
  init(_ task: BenchTask, _ prepared: PreparedModel, rows: Int, _ machine: Machine) throws {
    let (model, facts, split) = (prepared.model, prepared.dataset.facts, prepared.dataset.train)
    self.rows = task == .encode ? min(rows, split.rowCount) : rows
    let samples = prepared.spec.evaluation.importanceSamples.value
    let programs = task == .encode ? RowEncoding.programs(model, samples: samples) : [.priorSample, .decode]
    let batchSize = self.rows
    plans = try programs.map { try Pipeline().plan($0, model, prepared.parameters, batchSize: batchSize) }
    let need = plans.reduce(0) { $0 + $1.memoryBytes }
    guard need <= prepared.spec.limits.memory.value else {
      throw MachineFailure(
        "\(counted(batchSize, "row")) at once need \(byteText(need)), over `limits.memory`: lower --rows")
    }
    let parameters = try ParameterStore(prepared.parameters, isTraining: false)
    parameters.initialize(seed: prepared.spec.training.seed.value)
    let executors = try plans.map {
      try Executor(plan: $0, parameters: parameters, kernels: machine.kernels, pool: machine.pool, seed: 0)
    }
    self.executors = executors
    if task == .encode {
      encoding = (executors.map { BatchInputs($0, facts: facts, pool: machine.pool) }, split)
      sampling = nil
    } else {
      encoding = nil
      let decoder = LatentDecoder(executors[1], model: model)
      sampling = (decoder, LatentDecoder.latents(of: executors[0], prefix: "latents", model))
    }
    batch = (0..<batchSize).map { Int32($0) }
  }

  var nextIsShort: Bool { false }
  var otherParts: [(part: MeasuredPart, time: KeyPath<StepTimes, UInt64>)] { [] }

  func call(times: StepTimes?) {
    times?.begin()
    if let encoding {
      for inputs in encoding.inputs { inputs.fill(batch, of: encoding.split, visit: 0) }
      let count = encoding.split.rowCount
      for index in batch.indices { batch[index] = Int32((Int(batch[index]) + rows) % count) }
    } else {
      for executor in executors { for row in 0..<rows { unsafe executor.rowNumbers[row] = UInt32(row) } }
    }
    times?.end(\.batch)
    var first = 0
    for (index, executor) in executors.enumerated() {
      if index == 1, let sampling { sampling.decoder.fill(rows: rows, latents: sampling.latents) }
      let own = unsafe times.map { unsafe $0.instructions + first }
      unsafe executor.run(rows: rows, step: 0, times: own)
      first += executor.plan.instructions.count
    }
  }
}
