import Diagnostics
import ModelSpec

/// One trained matrix.
package struct ParameterSpec: Sendable, Equatable {
  /// Spec path: `latents.detail.posterior.layers.0.weight.encoder`.
  package var name: String
  package var rows: Int
  package var columns: Int
  package var part: ParameterPart
  package var start: Start
  package var origin: Span

  /// Values before the first step.
  package enum Start: Sendable, Equatable {
    case zeros
    case ones
    case values([Float])
    /// Uniform within sqrt(6 / (fanIn + fanOut)): Glorot and Bengio 2010, equation 16.
    case glorotUniform(fanIn: Int, fanOut: Int)
    /// Normal with variance 2 / fanIn: He et al. 2015, equation 10.
    case heNormal(fanIn: Int)
  }

  package init(name: String, rows: Int, columns: Int, part: ParameterPart, start: Start, origin: Span) {
    self.name = name
    self.rows = rows
    self.columns = columns
    self.part = part
    self.start = start
    self.origin = origin
  }

  /// Elements.
  package var count: Int { rows * columns }
}

/// Every parameter of a model, in an order that depends on the model alone: the layout of checkpoints and of the
/// parameter vector.
package struct ParameterTable: Sendable, Equatable {
  package private(set) var parameters: [ParameterSpec] = []
  /// First element of each parameter in the parameter vector; each starts at a multiple of 16 elements.
  package private(set) var offsets: [Int] = []
  /// Elements of the parameter vector, padding included.
  package private(set) var elementCount = 0
  private var places: [String: Int] = [:]

  package init() {}

  package mutating func append(_ parameter: ParameterSpec) {
    places[parameter.name] = parameters.count
    parameters.append(parameter)
    offsets.append(elementCount)
    elementCount += (parameter.count + 15) / 16 * 16
  }

  /// The place of a parameter in the table.
  package func index(of name: String) -> Int? { places[name] }

  /// Trained numbers, padding left out.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }
}
