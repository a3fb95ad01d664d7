import LatentModel
import TensorGraph
import TensorOps

/// A purpose that a model is compiled for.
package enum Program: Sendable, Equatable {
  case gradient
  case elbo(samples: Int)
  case logLikelihood
  case importanceBound(samples: Int)
  case encode(samples: Int, isExact: Bool)
  case greedyMAP
  case priorSample
  case decode

  /// The graph of this purpose, whose results are named in the documentation of `Programs`. Rewrites can be switched off
  /// for gradients, which is where they are looked at.
  func graph(
    _ model: Model, _ parameters: ParameterTable, batchSize: Int, without: Set<Rewrite> = []
  ) throws -> Graph {
    switch self {
    case .gradient: try Programs.gradient(model, parameters, batchSize: batchSize, without: without)
    case .elbo(let samples): try Programs.elbo(model, parameters, batchSize: batchSize, samples: samples)
    case .logLikelihood: try Programs.logLikelihood(model, parameters, batchSize: batchSize)
    case .importanceBound(let samples):
      try Programs.importanceBound(model, parameters, batchSize: batchSize, samples: samples)
    case .encode(let samples, let isExact):
      try Programs.encode(model, parameters, batchSize: batchSize, samples: samples, isExact: isExact)
    case .greedyMAP: try Programs.greedyMAP(model, parameters, batchSize: batchSize)
    case .priorSample: try Programs.priorSample(model, parameters, batchSize: batchSize)
    case .decode: try Programs.decode(model, parameters, batchSize: batchSize)
    }
  }
}
