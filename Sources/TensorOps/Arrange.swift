/// The same numbers with axes in another arrangement, or broadcast.      x: some of y's axes
///   forward    y[i] = x[i]          gradient    dx = dy, summed over what x lacks
package struct Arrange: Operation {
  package init() {}
  package var name: String { "arrange" }
  package func formula(_ inputs: [String]) -> String { "arrange(\(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    inputs.count == 1 && inputs[0].axes.allSatisfy(output.contains) ? nil : "\(inputs) does not arrange to \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    [.whole(graph.sum(dy, to: graph[node.inputs[0]].shape))]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, values: inputs[0].positions(in: output).map { inputs[0].values[$0] })
  }
}

/// The same numbers under other axes: position by position, rows as rows and columns as columns.
///   forward    y[r, c] = x[r, c]          gradient    dx[r, c] = dy[r, c]
package struct Relabel: Operation {
  package init() {}
  package var name: String { "relabel" }
  package func formula(_ inputs: [String]) -> String { "relabel(\(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 1, inputs[0].rowCount == output.rowCount, inputs[0].columnCount == output.columnCount,
      inputs[0].batch == output.batch
    else { return "\(inputs) is not of the size of \(output)" }
    return nil
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    [.whole(graph.relabel(dy, graph[node.inputs[0]].shape))]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, values: inputs[0].values)
  }
}

extension Graph {
  /// Moves axes between rows and columns, or broadcasts.
  package mutating func arrange(_ x: ValueID, _ shape: Shape) -> ValueID {
    self[x].shape == shape ? x : add(Arrange(), [x], shape)
  }

  /// Renames axes without moving a number.
  package mutating func relabel(_ x: ValueID, _ shape: Shape) -> ValueID {
    self[x].shape == shape ? x : add(Relabel(), [x], shape)
  }
}
