import Datasets
import LatentModel
import ModelSpec

/// Everything a training run starts from.
package struct TrainingRequest {
  package var spec: Spec
  /// What the run is identified by and its checkpoints carry.
  package var identity: RunIdentity
  package var dataset: Dataset
  package var model: Model
  package var folder: RunFolder
  package var machine: Machine
  package var pipeline: Pipeline
  package var observer: any TrainingObserver
  /// The signal that asked to stop, polled at every step and between the batches of evaluations.
  package var stop: @Sendable () -> Int32?

  package init(
    spec: Spec, identity: RunIdentity, dataset: Dataset, model: Model, folder: RunFolder, machine: Machine,
    pipeline: Pipeline, observer: any TrainingObserver, stop: @escaping @Sendable () -> Int32?
  ) {
    self.spec = spec
    self.identity = identity
    self.dataset = dataset
    self.model = model
    self.folder = folder
    self.machine = machine
    self.pipeline = pipeline
    self.observer = observer
    self.stop = stop
  }
}
