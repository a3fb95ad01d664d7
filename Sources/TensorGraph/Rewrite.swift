import TensorOps

/// What the compiler does with the structure of a model so that a step does less. Each can be switched off, which changes
/// no number by more than rounding, and is there to show what it saves.
package enum Rewrite: String, Sendable, CaseIterable {
  /// One-hot columns times a matrix are rows of the matrix, added; its gradient adds to those rows.
  case gatherOneHot = "gather-one-hot"
  /// Each variable of an autoregressive block adds to the first layer's running sum over those before it.
  case runningSums = "running-sums"
  /// log p(x | z) of a decoder that sees only summed variables is linear in x: one product or gather for all values of z.
  case enumeratedLikelihood = "enumerated-likelihood"
  /// Sums over several variables take them out one after another; off: all their configurations at once.
  case eliminateVariables = "eliminate-variables"
  /// Nodes that no result needs are left out.
  case removeDeadCode = "remove-dead-code"
  /// Products whose left operand is data of mostly zeros visit the other entries only.
  case skipZeros = "skip-zeros"
  /// Sums of log(1 + e^x) take one logarithm of a product of terms in place of one a term.
  case sumSoftplus = "sum-softplus"
  /// Chains of elementwise operations run as one program over tiles that stay in the nearest cache.
  case fuseElementwise = "fuse-elementwise"
  /// The optimiser reads and writes parameters and moments in one pass, not in one for each of them.
  case onePassUpdate = "one-pass-update"

  /// Those of graphs: all but the update's.
  package static let ofGraphs = allCases.filter { $0 != .onePassUpdate }

  /// Whether switching it off keeps every bit (but the sign of zeros), and not only the first five digits.
  package var keepsBits: Bool {
    ![.runningSums, .enumeratedLikelihood, .eliminateVariables, .sumSoftplus].contains(self)
  }

  /// The pass over a finished graph; nil for a choice that is made while a model is lowered, and for the update.
  var pass: (@Sendable (Graph) -> Graph)? {
    switch self {
    case .removeDeadCode: removeUnused
    case .skipZeros: skipZerosOfData
    case .sumSoftplus: { removeUnused(sumSoftplusAtOnce($0)) }
    case .fuseElementwise: { removeUnused(fuseChains($0)) }
    case .gatherOneHot, .runningSums, .enumeratedLikelihood, .eliminateVariables, .onePassUpdate: nil
    }
  }
}
