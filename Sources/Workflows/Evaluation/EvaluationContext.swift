import CPURuntime
import Datasets
import KernelInterface
import LatentModel
import ModelSpec

/// What every program of an evaluation runs with.
package struct EvaluationContext {
  package var model: Model
  package var facts: DataFacts
  package var parameters: ParameterStore
  package var machine: Machine
  package var pipeline: Pipeline
  /// Keys the draws, together with the row.
  package var seed: UInt64
  /// Bytes a program may use.
  package var memory: Int
  /// Rows a batch has at most: more gains nothing.
  package var largestBatch = 1024
  /// The signal that asked to stop, polled between batches.
  package var stop: @Sendable () -> Int32?

  package init(
    model: Model, facts: DataFacts, parameters: ParameterStore, machine: Machine, pipeline: Pipeline, seed: UInt64,
    memory: Int, stop: @escaping @Sendable () -> Int32?
  ) {
    self.model = model
    self.facts = facts
    self.parameters = parameters
    self.machine = machine
    self.pipeline = pipeline
    self.seed = seed
    self.memory = memory
    self.stop = stop
  }

  /// The context of a run's own evaluations.
  init(_ request: TrainingRequest, parameters: ParameterStore, memory: Int) {
    self.init(
      model: request.prepared.model, facts: request.prepared.dataset.facts, parameters: parameters,
      machine: request.machine,
      pipeline: request.pipeline, seed: request.prepared.spec.evaluation.seed.value, memory: memory, stop: request.stop)
  }
}

extension Model {
  /// Whether a target is grey, so that the field's figure is a bound with soft targets and no likelihood.
  package var hasSoftTargets: Bool { fields.contains(where: \.isSoft) }
}

extension Model {
  /// Whether the ELBO is summed over every variable, with nothing drawn.
  var isSummed: Bool {
    if case .exact = posterior { return true }
    return blocks.allSatisfy { $0.gradient.estimator == .exact }
  }
}

extension ModelField {
  /// Whether targets are grey values.
  package var isSoft: Bool { if case .binary(isSoft: true, _) = kind { true } else { false } }
}
