import Diagnostics

/// `objective`.
package struct ObjectiveSection: Sendable {
  package var span: Span
  package var gradient: Spanned<Gradient>
  package var bound: Spanned<Bound>
  package var kl: Spanned<KLForm>
  package var klWeight: Spanned<Double>
  /// Nats; 0 is no floor.
  package var freeBits: Spanned<Double>
}

/// The bound on log p(x) that training maximises.
package enum Bound: String, Sendable, CaseIterable {
  case elbo
}

/// How KL enters the objective.
package enum KLForm: String, Sendable, CaseIterable {
  case auto, analytic, sampled
}

/// A gradient estimator with its options.
package enum Gradient: Sendable, Equatable {
  case auto
  case exact
  case reinforce(samples: Int, baseline: Baseline)
  case rloo(samples: Int)
  case gumbelSoftmax(temperature: Double, hard: Bool)
}

/// What reinforce subtracts.
package enum Baseline: Sendable, Equatable {
  case none
  /// Running mean of f with this decay.
  case average(decay: Double)
  /// One hidden layer of 100 tanh units on what the encoder sees.
  case network
}
