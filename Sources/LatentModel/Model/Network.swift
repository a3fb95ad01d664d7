import Diagnostics
import ModelSpec

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
