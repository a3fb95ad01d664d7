import Diagnostics

/// `training`.
package struct TrainingSection: Sendable {
  package var span: Span
  package var length: Spanned<TrainingLength>
  package var batchSize: Spanned<BatchSize>
  package var seed: Spanned<UInt64>
  /// Largest global gradient norm; nil is no clipping.
  package var gradientClip: Spanned<Double>?
  package var optimizer: Spanned<Optimizer>
  package var parts: [(part: Spanned<ParameterPart>, optimizer: Spanned<Optimizer>)]
  package var evaluateEvery: Spanned<Interval>
  package var checkpointEvery: Spanned<Interval>
  package var select: Spanned<Selection>
  /// Evaluations without a gain before training stops; nil is never.
  package var patience: Spanned<Int>?

  /// The optimiser of a part: its own, else the section's.
  package func optimizer(of part: ParameterPart) -> Optimizer {
    parts.first { $0.part.value == part }?.optimizer.value ?? optimizer.value
  }
}

/// When training ends.
package enum TrainingLength: Sendable, Equatable {
  case steps(Int)
  case epochs(Int)
}

/// Rows a step.
package enum BatchSize: Sendable, Equatable {
  case rows(Int)
  case all
}

/// How often something happens.
package enum Interval: Sendable, Equatable {
  case steps(Int)
  case epochs(Int)
}

/// Which checkpoint `test.*` uses.
package enum Selection: String, Sendable, CaseIterable {
  case validELBO = "valid.elbo"
  case last
}

/// A part of the parameters with its own optimiser.
package enum ParameterPart: String, Sendable, CaseIterable {
  case encoder, decoder, prior, control
}
