import LatentModel
import TensorOps

/// Columns that a linear map sees, as they are cheapest to multiply.
enum FeaturePart {
  /// [rows | columns].
  case dense(ValueID)
  /// One-hot columns given by indices [rows | count]: `tableRow` and `first` as in `GatherSum`, counted from this part.
  case indices(ValueID, tableRow: [Int], first: [Int], columns: Int)
  /// All values of a summed variable along its axis: one 0/1 column if two-valued, else one-hot.
  case values(Axis)
}

extension Lowering {
  func columnCount(_ part: FeaturePart) -> Int {
    switch part {
    case .dense(let value): graph[value].shape.columnCount
    case .indices(_, _, _, let columns): columns
    case .values(let axis): axis.size == 2 ? 1 : axis.size
    }
  }

  /// `part` times rows `row...` of `weight`: [rows of part | columns of weight].
  func product(_ part: FeaturePart, weight: ValueID, row: Int) -> ValueID {
    let columns = graph[weight].shape.columns
    switch part {
    case .dense(let value):
      return graph.product(value, graph.sliceRows(weight, from: row, as: graph[value].shape.columns))
    case .indices(let index, let tableRow, let first, let count):
      guard chooses(.gatherOneHot) else {
        let pieces = oneHot(index, tableRow, first, count, key: "one_hot.\(index.index)")
        let all = graph.joinColumns(pieces, as: [columnAxis("one_hot.\(index.index).columns", count)])
        return graph.product(all, graph.sliceRows(weight, from: row, as: graph[all].shape.columns))
      }
      // A gather of the part's own rows: its gradient is as large as they are, not as the whole weight.
      let own = graph.sliceRows(weight, from: row, as: [columnAxis("gathered.\(count).rows", count)])
      return graph.add(
        GatherSum(tableRow: tableRow, first: first), [index, own],
        Shape(rows: graph[index].shape.rows, columns: columns))
    case .values(let axis):
      if axis.size != 2 { return graph.sliceRows(weight, from: row, as: [axis]) }
      let map = graph.sliceRows(weight, from: row, as: [])
      return graph.apply(.multiply, [iota(axis, inRows: true), map], shape: Shape(rows: [axis], columns: columns))
    }
  }

  /// `parts` times `weight` from row `row` on, plus `bias`. The first dense product starts from the bias.
  func linear(_ parts: [FeaturePart], weight: ValueID, row: Int, bias: ValueID?) -> ValueID? {
    var sum: ValueID?
    var pending = bias
    var row = row
    for part in parts {
      let columns = columnCount(part)
      defer { row += columns }
      if columns == 0 { continue }
      var term: ValueID
      if case .dense(let value) = part, let start = pending {
        term = graph.product(value, graph.sliceRows(weight, from: row, as: graph[value].shape.columns), bias: start)
        pending = nil
      } else {
        term = product(part, weight: weight, row: row)
      }
      if let sum { term = graph.add(sum, term) }
      sum = term
    }
    if let pending { return sum.map { graph.add($0, pending) } ?? pending }
    return sum
  }

  /// The columns themselves: [rows | columns], one-hot where they are indices.
  func materialise(_ parts: [FeaturePart], key: String) -> ValueID {
    var pieces: [ValueID] = []
    for (index, part) in parts.enumerated() {
      switch part {
      case .dense(let value): pieces.append(value)
      case .values(let axis):
        if axis.size == 2 {
          let column = columnAxis("\(key).\(index)", 1)
          pieces.append(graph.relabel(iota(axis, inRows: true), Shape(rows: [axis], columns: [column])))
        } else {
          let column = columnAxis("\(key).\(index)", axis.size)
          let (rows, columns) = (iota(axis, inRows: true), iota(column, inRows: false))
          pieces.append(graph.apply(.equal, [rows, columns], shape: Shape(rows: [axis], columns: [column])))
        }
      case .indices(let value, let tableRow, let first, let columns):
        pieces.append(contentsOf: oneHot(value, tableRow, first, columns, key: "\(key).\(index)"))
      }
    }
    let rows = Shape.broadcast(pieces.map { Shape(rows: graph[$0].shape.rows) }).rows
    let aligned = pieces.map { graph.arrange($0, Shape(rows: rows, columns: graph[$0].shape.columns)) }
    let width = aligned.reduce(0) { $0 + graph[$1].shape.columnCount }
    return graph.joinColumns(aligned, as: [columnAxis("\(key).joined", width)])
  }

  private func oneHot(_ index: ValueID, _ tableRow: [Int], _ first: [Int], _ columns: Int, key: String) -> [ValueID] {
    tableRow.indices.map { column in
      let end = column + 1 < tableRow.count ? tableRow[column + 1] : columns
      let axis = columnAxis("\(key).\(column)", end - tableRow[column])
      let one = graph.sliceColumns(index, from: column, as: [])
      let values = graph.add(
        Constant(values: (0..<axis.size).map { Float($0 + first[column]) }), [], Shape(columns: [axis]))
      return graph.apply(.equal, [one, values], shape: Shape(rows: graph[index].shape.rows, columns: [axis]))
    }
  }
}
