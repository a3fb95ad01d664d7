import LatentModel
import ModelSpec
import TensorOps

extension Lowering {
  /// Layers one after another on [rows | columns].
  func stack(_ layers: [Layer], _ x: ValueID, path: String, from first: Int) -> ValueID {
    var value = x
    for (index, layer) in layers.enumerated() {
      let name = "\(path).layers.\(first + index)"
      value = labelled(name, layer.span) { lower(layer.kind, value, name) }
    }
    return value
  }

  private func lower(_ layer: Layer.Kind, _ x: ValueID, _ name: String) -> ValueID {
    switch layer {
    case .dense(let units, let useBias, _):
      let axis = columnAxis(name, units)
      let weight = parameter("\(name).weight", columns: [axis])
      let bias = useBias ? parameter("\(name).bias", columns: [axis]) : nil
      return graph.product(x, graph.sliceRows(weight, from: 0, as: graph[x].shape.columns), bias: bias)
    case .activation(let activation): return apply(activation, x)
    case .dropout(let rate): return isTraining && rate > 0 ? dropout(x, rate: Float(rate), stream: name) : x
    case .layerNorm: return layerNorm(x, name)
    case .residual(let inner): return graph.add(x, sameColumns(stack(inner, x, path: name, from: 0), as: x))
    }
  }

  /// A residual branch ends in as many columns as it began with, under other axes.
  private func sameColumns(_ value: ValueID, as x: ValueID) -> ValueID {
    graph.relabel(value, Shape(rows: graph[value].shape.rows, columns: graph[x].shape.columns))
  }

  private func apply(_ activation: Activation, _ x: ValueID) -> ValueID {
    switch activation {
    case .relu: return graph.apply(.select, [x, x, graph.scalar(0)])
    case .leakyReLU(let slope): return graph.apply(.select, [x, x, graph.multiply(x, Float(slope))])
    case .tanh: return graph.apply(.tanh, [x])
    case .sigmoid: return graph.apply(.sigmoid, [x])
    case .silu: return graph.multiply(x, graph.apply(.sigmoid, [x]))
    case .gelu:
      let half = graph.multiply(x, 0.5)
      let error = graph.apply(.erf, [graph.multiply(x, 0.70710678118654752)])
      return graph.multiply(half, graph.add(error, graph.scalar(1)))
    case .elu:
      // expm1 sees no positive value, whose overflow would meet a gradient of zero.
      let negative = graph.apply(.select, [x, graph.scalar(0), x])
      return graph.apply(.select, [x, x, graph.apply(.expMinusOne, [negative])])
    }
  }

  /// Inverted dropout. A mask belongs to a row and draw; values that are summed share it, and so does a table that
  /// depends on no row.
  private func dropout(_ x: ValueID, rate: Float, stream: String) -> ValueID {
    let shape = graph[x].shape
    let rows = shape.rows.filter { $0.role == .batch || $0.role == .sample }
    let uniform = graph.add(Uniform(stream: stream), [], Shape(rows: rows, columns: shape.columns))
    let kept = graph.apply(.greater, [uniform, graph.scalar(rate)])
    return graph.apply(.multiply, [x, graph.multiply(kept, 1 / (1 - rate))], shape: shape)
  }

  /// (x - mean) / sqrt(variance + 1e-5) * scale + shift over the columns: Ba et al. 2016, equation 4.
  private func layerNorm(_ x: ValueID, _ name: String) -> ValueID {
    let shape = graph[x].shape
    let columns = Set(shape.columns)
    let inverse = 1 / Float(shape.columnCount)
    let mean = graph.multiply(graph.reduce(.sum, x, over: columns), inverse)
    let centered = graph.subtract(x, mean)
    let variance = graph.multiply(graph.reduce(.sum, graph.multiply(centered, centered), over: columns), inverse)
    let deviation = graph.apply(.squareRoot, [graph.add(variance, graph.scalar(1e-5))])
    let normal = graph.apply(.divide, [centered, deviation], shape: shape)
    let scale = parameter("\(name).scale", columns: shape.columns)
    let shift = parameter("\(name).shift", columns: shape.columns)
    return graph.apply(.add, [graph.apply(.multiply, [normal, scale], shape: shape), shift], shape: shape)
  }
}
