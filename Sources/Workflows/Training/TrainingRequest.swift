/// Everything a training run starts from.
package struct TrainingRequest {
  package var prepared: PreparedModel
  /// What the run is identified by and its checkpoints carry.
  package var identity: RunIdentity
  package var folder: RunFolder
  package var machine: Machine
  package var pipeline: Pipeline
  package var observer: any TrainingObserver
  /// The signal that asked to stop, polled at every step and between the batches of evaluations.
  package var stop: @Sendable () -> Int32?

  /// `overrides` are those that `prepared` was read with, as written; `fingerprint` is that of the data where it is known
  /// already.
  package init(
    prepared: PreparedModel, overrides: [String], fingerprint: String? = nil, folder: RunFolder, machine: Machine,
    pipeline: Pipeline, observer: any TrainingObserver, stop: @escaping @Sendable () -> Int32?
  ) {
    self.prepared = prepared
    identity = RunIdentity(
      prepared.source.reading, text: prepared.source.file.bytes, overrides: overrides, facts: prepared.dataset.facts,
      fingerprint: fingerprint ?? prepared.dataset.fingerprint().text)
    self.folder = folder
    self.machine = machine
    self.pipeline = pipeline
    self.observer = observer
    self.stop = stop
  }
}
