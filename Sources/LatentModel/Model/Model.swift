import Diagnostics
import ModelSpec

/// The mathematics of a spec with nothing of tensors: variables, the factors of p and q, networks with resolved sizes.
///
///     p(x, z) = p(x | z) prod_k p(z_k | dependencies in p)      q(z | x) = prod_k q(z_k | x, dependencies in q)
package struct Model: Sendable {
  package var name: String
  package var blocks: [Block]
  /// Variables of all blocks, block after block; `VariableID` counts in this order.
  package var variables: [Variable]
  /// One entry a block.
  package var priors: [Prior]
  package var posterior: Posterior
  /// Fields with a likelihood (labels left out), in spec order.
  package var fields: [ModelField]
  /// Fields with `role: label`: names only; their data never enter a network.
  package var labels: [String]
  package var encoder: Encoder
  package var decoder: Decoder
  package var objective: Objective
  /// Topological orders (every variable after its dependencies) of p and of q; ties in variable order.
  package var priorOrder: [VariableID]
  /// Empty for `encoder: exact`.
  package var posteriorOrder: [VariableID]
  package var limits: LimitsSection
}

/// The bound and how KL enters it.
package struct Objective: Sendable {
  package var klWeight: Double
  /// Nats; 0 is no floor.
  package var freeBits: Double
  /// One entry a variable: closed form given its drawn dependencies, or log q - log p at the draws.
  /// Variables of `exact` blocks are always analytic. Empty for `encoder: exact`.
  package var analyticKL: [Bool]
  package var span: Span
}
