import CPURuntime
import Checkpoint
import Diagnostics
import ModelSpec
import TensorGraph

/// The checkpoints of one run folder.
struct RunCheckpoints {
  let folder: RunFolder
  let identity: RunIdentity
  let spec: SpecReading

  /// Replaces `last.safetensors` in one move; the one before becomes `previous.safetensors`.
  func saveLast(_ trainer: Trainer, _ record: RunRecord) throws {
    let tensors =
      try CheckpointFile.parameters(trainer.parameters)
      + CheckpointFile.moments(trainer.parameters, trainer.optimizers.states)
    try TensorFile(
      metadata: CheckpointFile.metadata(identity, record, seed: spec.spec.training.seed.value), tensors: tensors
    )
    .write(to: folder.lastPath, keepingPreviousAs: folder.previousPath)
  }

  /// Replaces `best.safetensors`: the parameters without moments, which evaluate and do not train on.
  func saveBest(_ store: ParameterStore, _ record: RunRecord) throws {
    let tensors = try CheckpointFile.parameters(store)
    try TensorFile(
      metadata: CheckpointFile.metadata(identity, record, seed: spec.spec.training.seed.value), tensors: tensors
    )
    .write(to: folder.bestPath)
  }

  /// The parameters of `best.safetensors`. Throws `Refusal` when it is damaged or not of step `step`.
  func loadBest(_ table: ParameterTable, step: Int) throws -> ParameterStore {
    let file = try CheckpointFile(path: folder.bestPath)
    guard try file.record().step == step else {
      throw file.refusal("stale-checkpoint", "is not the checkpoint of step \(step) that this run selected")
    }
    let store = try ParameterStore(table, isTraining: false)
    try file.restoreParameters(store)
    return store
  }

  /// Restores `last.safetensors` into the trainer. Throws `Refusal` naming every difference when the checkpoint is of
  /// another spec or other data, or was trained for more steps than the spec now asks.
  func resume(into trainer: Trainer, schedule: TrainingSchedule) throws -> RunRecord {
    let file = try readLast()
    let old = try file.identity()
    var sources = SourceMap()
    let oldSpec = try old.readSpec(sources: &sources).root
    let differences = RunDifferences(from: old, oldSpec, to: identity, spec.root, at: spec.spec.span).findings
    if !differences.isEmpty { throw Refusal(differences) }
    let record = try file.record()
    guard record.step <= schedule.totalSteps else {
      throw file.refusal(
        "fewer-steps", "was trained for \(record.step) steps, more than the \(schedule.totalSteps) that the spec asks")
    }
    try file.restoreParameters(trainer.parameters)
    try file.restoreMoments(trainer.parameters, trainer.optimizers.states)
    record.restore(trainer)
    return record
  }

  private func readLast() throws -> CheckpointFile {
    do {
      return try CheckpointFile(path: folder.lastPath)
    } catch let refusal as Refusal {
      guard (try? CheckpointFile(path: folder.previousPath)) != nil else { throw refusal }
      let advice = "`\(folder.previousPath)` is whole: to go on from it, copy it over `\(folder.lastPath)`"
      throw Refusal(refusal.diagnostics.map { $0.help(advice) })
    }
  }
}
