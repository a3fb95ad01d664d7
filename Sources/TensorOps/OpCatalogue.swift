/// One operation and the small graphs that check it: its kernel against its Double reference, and its gradient rule
/// against central differences.
package struct OpSheet: Sendable, CustomStringConvertible {
  package var name: String
  package var cases: [OpCase]
  /// Why it has no gradient case; nil when it has one.
  package var noGradientBecause: String?

  package var description: String { name }
}

/// One application of an operation.
package struct OpCase: Sendable, CustomStringConvertible {
  package var description: String
  /// Builds the graph; returns the operands with what they hold, and the result.
  package var build: @Sendable (inout Graph) -> Built
  /// Central differences are compared to this relative error.
  package var tolerance = 1e-6

  /// What a case's graph needs and gives.
  package struct Built: Sendable {
    package var operands: [Operand]
    package var result: ValueID
  }

  /// A value to fill.
  package struct Operand: Sendable {
    package var value: ValueID
    package var content: Content
  }

  /// What an operand holds.
  package enum Content: Sendable {
    /// Reals in a range, away from the operation's kinks.
    case real(ClosedRange<Double>)
    /// Whole numbers from `first` up to but not including each column's bound.
    case index(first: Int, bounds: [Int])
    /// Log-probabilities: normalised in each segment.
    case logProbabilities([Int])
  }
}

/// Every operation of the vocabulary.
package enum OpCatalogue {
  package static let all: [OpSheet] = [
    OpSheet(name: "input", cases: [], noGradientBecause: "it is given"),
    OpSheet(name: "parameter", cases: [], noGradientBecause: "it is given; gradients end here"),
    OpSheet(name: "constant", cases: [constantCase], noGradientBecause: "it does not change"),
    OpSheet(name: "uniform", cases: [], noGradientBecause: "random numbers depend on nothing"),
    OpSheet(name: "stop_gradient", cases: [stopCase], noGradientBecause: "it stops the gradient: checked to be zero"),
    OpSheet(name: "elementwise", cases: elementwiseCases),
    OpSheet(name: "matrix_product", cases: productCases + sparseProductCases),
    OpSheet(name: "reduce", cases: reduceCases),
    OpSheet(name: "arrange", cases: arrangeCases),
    OpSheet(name: "relabel", cases: [relabelCase]),
    OpSheet(name: "slice", cases: sliceCases),
    OpSheet(name: "join", cases: joinCases),
    OpSheet(name: "gather_sum", cases: gatherCases),
    OpSheet(name: "scatter_sum", cases: [scatterCase]),
    OpSheet(name: "pick", cases: pickCases),
    OpSheet(name: "unpick", cases: [unpickCase]),
    OpSheet(name: "log_softmax", cases: [softmaxCase]),
    OpSheet(name: "log_softmax_gradient", cases: [softmaxGradientCase]),
    OpSheet(
      name: "draw", cases: [drawCase], noGradientBecause: "a draw is constant almost everywhere; estimators supply it"),
    OpSheet(name: "arg_max", cases: [argMaxCase], noGradientBecause: "an index is constant almost everywhere"),
  ]
}
