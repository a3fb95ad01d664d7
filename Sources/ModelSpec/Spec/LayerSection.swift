import Diagnostics

/// One layer of a network.
package struct LayerSection: Sendable {
  package var span: Span
  package var kind: LayerKind
}

/// The layers of the language.
package indirect enum LayerKind: Sendable {
  case dense(units: Int, bias: Bool, initializer: Initializer)
  case activation(Activation)
  case dropout(rate: Double)
  case layerNorm
  case residual([LayerSection])
}

/// How a weight matrix starts.
package enum Initializer: String, Sendable, CaseIterable {
  case glorotUniform = "glorot_uniform"
  case heNormal = "he_normal"
  case zeros
}

/// Elementwise nonlinearities. `leaky_relu` needs its slope.
package enum Activation: Sendable, Equatable {
  case relu, tanh, sigmoid, gelu, silu, elu
  case leakyReLU(slope: Double)
}
