/// The transpose of `GatherSum`: adds rows to the table rows their indices choose.
///   index: [R | D] whole numbers, x: [R | W], y: [T | W]
///   forward    y[t] = sum of x[r] over all (r, d) with tableRow_d + index[r, d] - first_d = t, r ascending
///   gradient   dx = GatherSum(index, dy)
package struct ScatterSum: Operation {
  package var tableRow: [Int]
  package var first: [Int]
  package init(tableRow: [Int], first: [Int]) {
    self.tableRow = tableRow
    self.first = first
  }
  package var name: String { "scatter_sum" }
  package func formula(_ inputs: [String]) -> String { "scatter_sum(\(inputs[1]) at \(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2, inputs[0].columnCount == tableRow.count, first.count == tableRow.count else {
      return "\(tableRow.count) columns of indices"
    }
    return output.batch == nil && inputs[0].rows == inputs[1].rows && inputs[1].columns == output.columns
      ? nil : "\(inputs) does not scatter to \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let shape = graph[node.inputs[1]].shape
    return [nil, .whole(graph.add(GatherSum(tableRow: tableRow, first: first), [node.inputs[0], dy], shape))]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double {
    Double(inputs[1].elementCount) * Double(tableRow.count)
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let (index, x) = (inputs[0], inputs[1])
    let width = output.columnCount
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<x.shape.rowCount {
      for column in tableRow.indices {
        let place = Int(index.values[row * tableRow.count + column])
        guard place >= first[column] else { continue }
        let to = (tableRow[column] + place - first[column]) * width
        for unit in 0..<width { result.values[to + unit] += x.values[row * width + unit] }
      }
    }
    return result
  }
}
