/// Consecutive rows or columns.      x: [R | C], y: [count | C] or [R | count] under its own axes
///   forward    y = x[start ..< start + count]          gradient    dy at that place, zero elsewhere
package struct Slice: Operation {
  package var side: Side
  package var start: Int
  package init(side: Side, start: Int) {
    self.side = side
    self.start = start
  }
  package var name: String { "slice" }
  package func formula(_ inputs: [String]) -> String { "\(inputs[0]).\(side)[\(start)...]" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 1 else { return "one operand" }
    let x = inputs[0]
    switch side {
    case .rows:
      return x.batch == nil && start >= 0 && start + output.rowCount <= x.rowCount && output.columns == x.columns
        ? nil : "rows from \(start) of \(x) are not \(output)"
    case .columns:
      return start >= 0 && start + output.columnCount <= x.columnCount && output.rows == x.rows
        ? nil : "columns from \(start) of \(x) are not \(output)"
    }
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    [.part(dy, side: side, start: start)]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let x = inputs[0]
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<output.rowCount {
      for column in 0..<output.columnCount {
        let from = side == .rows ? (row + start, column) : (row, column + start)
        result.values[row * output.columnCount + column] = x.values[from.0 * x.shape.columnCount + from.1]
      }
    }
    return result
  }
}

extension Graph {
  /// Rows `start...` of a table under the axes of `rows`.
  package mutating func sliceRows(_ x: ValueID, from start: Int, as rows: [Axis]) -> ValueID {
    let shape = Shape(rows: rows, columns: self[x].shape.columns)
    if start == 0, shape.rowCount == self[x].shape.rowCount { return relabel(x, shape) }
    return add(Slice(side: .rows, start: start), [x], shape)
  }

  /// Columns `start...` under the axes of `columns`.
  package mutating func sliceColumns(_ x: ValueID, from start: Int, as columns: [Axis]) -> ValueID {
    let shape = Shape(rows: self[x].shape.rows, columns: columns)
    if start == 0, shape.columnCount == self[x].shape.columnCount { return relabel(x, shape) }
    return add(Slice(side: .columns, start: start), [x], shape)
  }
}
