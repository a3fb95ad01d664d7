/// Sums of table rows chosen by indices: a one-hot matrix times a table without the matrix.
///   index: [R | D] whole numbers, table: [T | W], y: [R | W]
///   forward    y[r] = sum_d table[tableRow_d + index[r, d] - first_d]      terms below first_d are left out
///   gradient   dtable = ScatterSum(index, dy)
package struct GatherSum: Operation {
  /// Row of the table that index `first[d]` of column d means. Where all ascend, a column's rows end where the next one's
  /// begin.
  package var tableRow: [Int]
  /// 1 for a two-valued variable, whose 0 has no row; 0 for a full one-hot. Missing cells are -1.
  package var first: [Int]
  package init(tableRow: [Int], first: [Int]) {
    self.tableRow = tableRow
    self.first = first
  }
  package var name: String { "gather_sum" }
  package func formula(_ inputs: [String]) -> String { "gather_sum(\(inputs[1])[\(inputs[0])])" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2, inputs[0].columnCount == tableRow.count, first.count == tableRow.count else {
      return "\(tableRow.count) columns of indices"
    }
    return inputs[1].batch == nil && output == Shape(rows: inputs[0].rows, columns: inputs[1].columns)
      ? nil : "\(inputs) does not gather to \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let table = graph[node.inputs[1]].shape
    return [nil, .whole(graph.add(ScatterSum(tableRow: tableRow, first: first), [node.inputs[0], dy], table))]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double {
    Double(output.elementCount) * Double(tableRow.count)
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let (index, table) = (inputs[0], inputs[1])
    let width = output.columnCount
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<output.rowCount {
      for column in tableRow.indices {
        let place = Int(index.values[row * tableRow.count + column])
        guard place >= first[column] else { continue }
        let from = (tableRow[column] + place - first[column]) * width
        for unit in 0..<width { result.values[row * width + unit] += table.values[from + unit] }
      }
    }
    return result
  }
}
