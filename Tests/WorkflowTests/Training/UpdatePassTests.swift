import CPURuntime
import ModelSpec
import TensorGraph
import Testing

@testable import Workflows

/// The optimiser's passes over the parameters of a run, joined and one a vector.
@Suite("Passes of an update")
struct UpdatePassTests {
  private let run: SyntheticRun

  init() throws { run = try SyntheticRun() }

  @Test(
    "change no bit, joined or not, for any number of threads",
    arguments: [
      ["training.optimizer=adam"], ["training.optimizer={adamw: {weight_decay: 0.1}}"], ["training.optimizer=radam"],
      ["training.optimizer={adam: {weight_decay: 0.1}}", "training.gradient_clip=0.5"],
      ["training.optimizer={sgd: {learning_rate: 0.1, momentum: 0.9}}", "training.parts={decoder: adam}"],
      ["training.optimizer={sgd: {learning_rate: 0.1}}", "training.parts={encoder: radam, prior: adamw}"],
    ])
  func joinedOrNot(_ overrides: [String]) throws {
    let joined = try train(overrides, without: [], threads: 1)
    #expect(try train(overrides, without: [.onePassUpdate], threads: 1) == joined)
    #expect(try train(overrides, without: [.onePassUpdate], threads: 3) == joined)
    #expect(try train(overrides, without: [], threads: 3) == joined)
  }

  /// Parameters and moments after 15 steps.
  private func train(_ overrides: [String], without: Set<Rewrite>, threads: Int) throws -> [[UInt32]] {
    let prepared = try run.prepare(overrides)
    let (pipeline, training) = (Pipeline(), prepared.spec.training)
    let schedule = try TrainingSchedule(training, rows: prepared.dataset.train.rowCount)
    let plan = try pipeline.plan(.gradient, prepared.model, prepared.parameters, batchSize: schedule.batchSize)
    let machine = try Machine(MachineRequest(threads: threads))
    let store = try ParameterStore(prepared.parameters, isTraining: true)
    let trainer = try Trainer(
      plan: plan, update: pipeline.update(training, prepared.parameters, without: without), model: prepared.model,
      dataset: prepared.dataset, training: training, schedule: schedule, parameters: store, kernels: machine.kernels,
      pool: machine.pool)
    for _ in 0..<15 { try trainer.takeStep() }
    return [store.parameters, store.first, store.second].map { memory in
      (0..<prepared.parameters.elementCount).map { memory.base[$0].bitPattern }
    }
  }
}
