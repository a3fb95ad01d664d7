import CPURuntime
import ModelSpec
import TensorGraph
import Testing

@testable import Workflows

/// The batch that is copied while the parameters of the step before move.
@Suite("The next batch")
struct NextBatchTests {
  private let run: SyntheticRun

  init() throws { run = try SyntheticRun() }

  /// Three epochs with a short last batch.
  @Test("is the one that a copy before its step gives", arguments: [1, 3])
  func copiedAheadOrNot(_ threads: Int) throws {
    let (ahead, apart) = (try trainer(threads: threads), try trainer(threads: threads))
    let times = StepTimes(instructions: 1_000)
    for step in 0..<3 * ahead.schedule.stepsPerEpoch {
      try ahead.takeStep()
      try apart.takeStep(times: times)
      #expect(ahead.values == apart.values && ahead.rows == apart.rows, "step \(step)")
      #expect(ahead.rows == ahead.schedule.positions(after: step).count)
    }
    #expect(bits(ahead) == bits(apart))
  }

  @Test("is copied anew where a checkpoint sets another step")
  func anotherStep() throws {
    let (direct, jumping) = (try trainer(threads: 2), try trainer(threads: 2))
    direct.step = 5
    try direct.takeStep()
    for _ in 0..<2 { try jumping.takeStep() }
    jumping.step = 5
    for (memory, source) in zip(memories(jumping), memories(try trainer(threads: 1))) {
      for index in 0..<memory.count { memory.base[index] = source.base[index] }
    }
    jumping.optimizers.states = try trainer(threads: 1).optimizers.states
    try jumping.takeStep()
    #expect(jumping.values == direct.values)
    #expect(bits(jumping) == bits(direct))
  }

  private func trainer(threads: Int) throws -> Trainer {
    let prepared = try run.prepare(["training.batch_size=7"])
    let (pipeline, training) = (Pipeline(), prepared.spec.training)
    let schedule = try TrainingSchedule(training, rows: prepared.dataset.train.rowCount)
    #expect(schedule.rows % schedule.batchSize != 0)
    let plan = try pipeline.plan(.gradient, prepared.model, prepared.parameters, batchSize: schedule.batchSize)
    let machine = try Machine(MachineRequest(threads: threads))
    return try Trainer(
      plan: plan, update: pipeline.update(training, prepared.parameters, without: []), model: prepared.model,
      dataset: prepared.dataset, training: training, schedule: schedule,
      parameters: try ParameterStore(prepared.parameters, isTraining: true), kernels: machine.kernels,
      pool: machine.pool)
  }

  private func memories(_ trainer: Trainer) -> [AlignedMemory] {
    [trainer.parameters.parameters, trainer.parameters.first, trainer.parameters.second]
  }

  private func bits(_ trainer: Trainer) -> [[UInt32]] {
    memories(trainer).map { memory in
      (0..<trainer.parameters.table.elementCount).map { memory.base[$0].bitPattern }
    }
  }
}
