import CPURuntime
import TensorGraph

/// The best parameters so far, in memory until the next checkpoint stores them.
///
/// `best.safetensors` is written before `last.safetensors`: a run that is killed in between comes to the same best
/// again.
final class BestParameters {
  private let checkpoints: RunCheckpoints
  private var store: ParameterStore?
  private var record: RunRecord?
  private var isSaved = true

  init(_ checkpoints: RunCheckpoints) { self.checkpoints = checkpoints }

  /// Keeps a copy of what the trainer has now. Throws `MachineFailure` when memory is refused.
  func keep(_ trainer: Trainer, _ record: RunRecord) throws {
    let copy = try store ?? ParameterStore(trainer.parameters.table, isTraining: false)
    unsafe copy.parameters.base.update(from: trainer.parameters.parameters.base, count: copy.table.elementCount)
    store = copy
    self.record = record
    isSaved = false
  }

  /// Writes `best.safetensors` unless the file is already that.
  func save() throws {
    guard !isSaved, let store, let record else { return }
    try checkpoints.saveBest(store, record)
    isSaved = true
  }

  /// The parameters of the best at `step`, from memory or from the file. Throws `Refusal` when the file is damaged.
  func parameters(_ table: ParameterTable, step: Int) throws -> ParameterStore {
    if let store, record?.step == step { return store }
    return try checkpoints.loadBest(table, step: step)
  }
}
