/// p of one block.
package enum Prior: Sendable {
  /// `network.outputs[i]` gives the logits of the variables `groups[i]` (places in `Model.variables`). A root (an output without sources) starts uniform.
  case learned(network: Network, groups: [Range<Int>])
  case uniform
  /// Probabilities, one list per variable of the block.
  case fixed([[Double]])
}

/// q of the whole model.
package enum Posterior: Sendable {
  /// q = p(z | x) by elimination.
  case exact
  /// One entry a block: `network.outputs[i]` gives the logits of the variables `groups[i]`.
  case networks([PosteriorBlock])
}

/// q of one block. Groups cover the block's variables in order, as places in `Model.variables`; a group shares its
/// sources.
package struct PosteriorBlock: Sendable {
  package var network: Network
  package var groups: [Range<Int>]
}
