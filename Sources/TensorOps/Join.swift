/// Operands one after another along rows or columns, with zeros before, between or after where `starts` leave a gap.
///   forward    y[start_i ...] = x_i, else 0          gradient    dx_i = that slice of dy
package struct Join: Operation {
  package var side: Side
  /// Ascending, one an operand.
  package var starts: [Int]
  package init(side: Side, starts: [Int]) {
    self.side = side
    self.starts = starts
  }
  package var name: String { "join" }
  package func formula(_ inputs: [String]) -> String { "join \(side)(\(inputs.joined(separator: ", ")))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == starts.count, !inputs.isEmpty else { return "\(starts.count) places" }
    var end = 0
    for (input, start) in zip(inputs, starts) {
      if start < end { return "operands overlap" }
      end = start + (side == .rows ? input.rowCount : input.columnCount)
      let fits = side == .rows ? input.columns == output.columns && output.batch == nil : input.rows == output.rows
      if !fits { return "\(input) is no part of \(output)" }
    }
    return end <= (side == .rows ? output.rowCount : output.columnCount) ? nil : "operands overrun \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    zip(node.inputs, starts).map { input, start in
      let shape = graph[input].shape
      return .whole(
        side == .rows
          ? graph.sliceRows(dy, from: start, as: shape.rows) : graph.sliceColumns(dy, from: start, as: shape.columns))
    }
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    var result = ReferenceTensor(shape: output, repeating: 0)
    for (input, start) in zip(inputs, starts) {
      for row in 0..<input.shape.rowCount {
        for column in 0..<input.shape.columnCount {
          let to = side == .rows ? (row + start, column) : (row, column + start)
          result.values[to.0 * output.columnCount + to.1] = input.values[row * input.shape.columnCount + column]
        }
      }
    }
    return result
  }
}

extension Graph {
  /// Columns side by side, without gaps. Rows must agree.
  package mutating func joinColumns(_ values: [ValueID], as columns: [Axis]) -> ValueID {
    guard let first = values.first else { return scalar(0) }
    let shape = Shape(rows: self[first].shape.rows, columns: columns)
    if values.count == 1 { return relabel(first, shape) }
    var starts: [Int] = []
    var next = 0
    for value in values {
      starts.append(next)
      next += self[value].shape.columnCount
    }
    return add(Join(side: .columns, starts: starts), values, shape)
  }
}
