import TensorOps

extension Lowering {
  /// 1 / rows of this batch, a number of the run.
  var inverseRows: ValueID { graph.add(Input(key: InputKeys.inverseRows), [], .scalar) }

  /// The mean over rows and draws of a tensor without value axes, as a scalar.
  func mean(_ value: ValueID) -> ValueID {
    let shape = graph[value].shape
    let sum = graph.sum(value, to: .scalar)
    let draws = shape.axes.filter { $0.role == .sample }.reduce(1) { $0 * $1.size }
    let scaled = draws == 1 ? sum : graph.multiply(sum, 1 / Float(draws))
    return shape.batch == nil ? scaled : graph.multiply(scaled, inverseRows)
  }

  /// The mean over draws, one number a row: [batch | columns].
  func meanOverDraws(_ value: ValueID) -> ValueID {
    guard let sampleAxis, graph[value].shape.contains(sampleAxis) else { return perRow(value) }
    return perRow(graph.multiply(graph.reduce(.sum, value, over: [sampleAxis]), 1 / Float(sampleAxis.size)))
  }

  /// The same numbers with a batch axis, broadcast where there was none.
  func perRow(_ value: ValueID) -> ValueID {
    let shape = graph[value].shape
    if shape.batch != nil { return value }
    return graph.arrange(value, Shape(rows: [graph.batch] + shape.rows, columns: shape.columns))
  }
}

/// Names of inputs that are not data.
package enum InputKeys {
  /// 1 / rows of the batch.
  package static let inverseRows = "inverse_rows"
  /// Running mean of f of a block whose baseline is an average.
  package static func baseline(_ block: String) -> String { "baseline.\(block)" }
  /// Index columns of a block's variables, for programs that start from given latents: [batch | variables].
  package static func latents(_ block: String) -> String { "latents.\(block)" }
}
