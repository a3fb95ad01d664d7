import Datasets
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

/// Index into `Model.variables`.
package struct VariableID: Hashable, Sendable, Comparable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
  package static func < (left: VariableID, right: VariableID) -> Bool { left.index < right.index }
}

/// A named group of variables.
package struct Block: Sendable {
  package var name: String
  package var span: Span
  /// Consecutive.
  package var variables: Range<Int>
  package var gradient: BlockGradient
}

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

/// One categorical variable z_k.
package struct Variable: Sendable {
  /// `style` when the block has one variable, else `detail.3`.
  package var name: String
  package var block: Int
  package var indexInBlock: Int
  /// At least 1.
  package var categories: Int

  /// Logits a factor of it has: one if two-valued (the logit of value 1), none if one-valued.
  package var logits: Int { categories <= 1 ? 0 : (categories == 2 ? 1 : categories) }
  /// Columns a network sees of it: one 0/1 column if two-valued, none if one-valued, else one-hot.
  package var inputColumns: Int { logits }
}

/// Something a factor's network sees.
package enum Source: Hashable, Sendable {
  case variable(VariableID)
  /// The encoder's output.
  case encoder
  /// Raw columns of a field: those `columns` of `Model.fields[field]`.
  case field(Int, columns: Range<Int>)
  /// The decoder trunk's output.
  case trunk
}

/// A network with several outputs that share its layers.
///
/// Without layers each output is its own linear map of what it sees. With layers every output adds up its own sources
/// in the first layer, shares the rest, and has its own last map.
package struct Network: Sendable {
  /// Spec path that names its parameters, as `latents.detail.posterior`.
  package var path: String
  package var span: Span
  package var part: ParameterPart
  package var layers: [Layer]
  package var outputs: [Output]

  /// One linear map at the end of the network: logits for a group of targets that see the same sources.
  package struct Output: Sendable {
    /// Parameter name of this output under the network's path: `0-7`, `3`; empty when there is one output.
    package var name: String
    /// Outside sources first, then variables of the own block in order. No duplicates.
    package var sources: [Source]
    /// Columns of the map: sum of the targets' logits.
    package var width: Int
    /// Starting bias of each column; nil is zeros.
    package var bias: [Double]?
  }
}

/// A layer with its sizes resolved.
package struct Layer: Sendable {
  package var span: Span
  package var kind: Kind

  package indirect enum Kind: Sendable {
    case dense(units: Int, useBias: Bool, initializer: Initializer)
    case activation(Activation)
    case dropout(rate: Double)
    case layerNorm
    case residual([Layer])
  }
}

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

/// One field of p(x | z).
package struct ModelField: Sendable {
  package var name: String
  package var span: Span
  package var kind: FieldKind
  package var columns: [ColumnFacts]
  /// Columns with a missing cell somewhere in train: each gives the encoder a mask column.
  package var maskedColumns: [Int]

  /// Logits a column has: 1 for binary, else the number of its values.
  package func logits(ofColumn column: Int) -> Int {
    if case .binary = kind { return 1 }
    return columns[column].values.count
  }
}

/// What turns x into the features that factors of q see.
package struct Encoder: Sendable {
  /// Fields it reads, each with its own layers first.
  package var inputs: [FieldInput]
  package var layers: [Layer]
  package var center: Bool
  package var span: Span
  /// Whether anything reads its output (false for `encoder: exact`).
  package var isUsed: Bool
}

/// A field as the encoder sees it.
package struct FieldInput: Sendable {
  /// Index into `Model.fields`.
  package var field: Int
  package var layers: [Layer]
  package var span: Span
}

/// p(x | z): a trunk, then a network a field.
package struct Decoder: Sendable {
  package var span: Span
  /// Variables the trunk sees, in variable order.
  package var parents: [VariableID]
  package var layers: [Layer]
  /// Whether a field reads the trunk. A trunk without layers is not a source: its fields list the parents themselves.
  package var usesTrunk: Bool
  /// One entry a model field.
  package var fields: [FieldDecoder]
}

/// The likelihood network of one field. `network.outputs[i]` gives the logits of the columns `groups[i]`.
package struct FieldDecoder: Sendable {
  package var network: Network
  package var groups: [Range<Int>]
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
