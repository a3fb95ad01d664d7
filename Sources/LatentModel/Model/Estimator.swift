import Diagnostics
import ModelSpec

/// How a block's posterior is differentiated, after `auto` was decided.
package struct BlockGradient: Sendable, Equatable {
  package var estimator: Estimator
  package var span: Span
  /// Why `auto` chose it; nil when written.
  package var reason: String?

  package init(estimator: Estimator, span: Span, reason: String? = nil) {
    self.estimator = estimator
    self.span = span
    self.reason = reason
  }
}

/// Estimators with nothing left to decide.
package enum Estimator: Sendable, Equatable {
  case exact
  case reinforce(samples: Int, baseline: Baseline)
  case rloo(samples: Int)
  /// Relaxed draws in training (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017).
  case gumbelSoftmax(temperature: Double, hard: Bool)

  /// Whether training differentiates through relaxed values of the block.
  package var isRelaxed: Bool {
    if case .gumbelSoftmax = self { true } else { false }
  }

  /// Joint draws a row; 0 for exact. A relaxed block asks for one and takes as many as other blocks ask for.
  package var samples: Int {
    switch self {
    case .exact: 0
    case .reinforce(let samples, _), .rloo(let samples): samples
    case .gumbelSoftmax: 1
    }
  }
}
