/// One entry of each segment of a row.      x: [R' | C], index: [R'' | S] whole numbers, y: [R | S]; R', R'' within R
///   forward    y[r, s] = x[r, offset_s + index[r, s]], 0 for a negative index (a missing cell)
///   gradient   dx = Unpick(dy, index), summed over rows that x lacks
package struct Pick: Operation {
  /// Widths of the segments; they cover x's columns.
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "pick" }
  package func formula(_ inputs: [String]) -> String { "pick(\(inputs[0]) at \(inputs[1]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2, inputs[0].columnCount == segments.reduce(0, +), inputs[1].columnCount == segments.count
    else { return "\(inputs) in \(segments.count) segments" }
    let rows = inputs.allSatisfy { $0.rows.allSatisfy(output.rows.contains) }
    return rows && output.columns == inputs[1].columns ? nil : "\(inputs) does not pick \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let x = graph[node.inputs[0]].shape
    let spread = graph.add(
      Unpick(segments: segments), [dy, node.inputs[1]], Shape(rows: node.shape.rows, columns: x.columns))
    return [.whole(graph.sum(spread, to: x)), nil]
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let (x, index) = (inputs[0], inputs[1])
    let (from, at) = (x.rowStarts(in: output), index.rowStarts(in: output))
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<output.rowCount {
      var offset = 0
      for (segment, width) in segments.enumerated() {
        let place = Int(index.values[at[row] + segment])
        if place >= 0 { result.values[row * segments.count + segment] = x.values[from[row] + offset + place] }
        offset += width
      }
    }
    return result
  }
}

/// The transpose of `Pick`.      x: [R | S], index: [R'' | S], y: [R | C]
///   forward    y[r, offset_s + index[r, s]] = x[r, s], 0 elsewhere          gradient    dx = Pick(dy, index)
package struct Unpick: Operation {
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "unpick" }
  package func formula(_ inputs: [String]) -> String { "unpick(\(inputs[0]) at \(inputs[1]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2, output.columnCount == segments.reduce(0, +), inputs[1].columnCount == segments.count,
      inputs[0].columns == inputs[1].columns
    else { return "\(inputs) in \(segments.count) segments" }
    let rows = inputs.allSatisfy { $0.rows.allSatisfy(output.rows.contains) }
    return rows && inputs[0].rows == output.rows ? nil : "\(inputs) does not spread to \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let shape = graph[node.inputs[0]].shape
    return [.whole(graph.add(Pick(segments: segments), [dy, node.inputs[1]], shape)), nil]
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let (x, index) = (inputs[0], inputs[1])
    let at = index.rowStarts(in: output)
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<output.rowCount {
      var offset = 0
      for (segment, width) in segments.enumerated() {
        let place = Int(index.values[at[row] + segment])
        if place >= 0 {
          result.values[row * output.columnCount + offset + place] = x.values[row * segments.count + segment]
        }
        offset += width
      }
    }
    return result
  }
}
