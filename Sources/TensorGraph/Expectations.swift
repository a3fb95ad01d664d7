import LatentModel
import TensorOps

extension Lowering {
  /// E_q of every table by itself, each a row tensor, from one elimination: the derivative of E_q[sum of tables] by a
  /// table is q's marginal over its axes.
  func expectations(of tables: [ValueID], under factors: [VariableID: ValueID]) -> [ValueID] {
    let spread = tables.map { spreadOverRows($0) }
    return zip(marginals(over: spread, under: factors), spread).map { marginal, table in
      let product = combineTables(.multiply, marginal, table)
      return graph.reduce(.sum, product, over: Set(graph[product].shape.columns))
    }
  }

  /// q's marginal over the value axes of each table: a table of the same shape. Tables must have batch rows.
  func marginals(over tables: [ValueID], under factors: [VariableID: ValueID]) -> [ValueID] {
    let total = expectation(of: tables, under: factors)
    let sum = graph.sum(total, to: .scalar)
    let gradients = graph.differentiate(sum, withRespectTo: tables)
    return zip(gradients, tables).map { gradient, table in
      gradient ?? graph.apply(.multiply, [table, graph.scalar(0)])
    }
  }

  /// A table broadcast to the rows of draws, so that a marginal over it is one a row.
  func spreadOverRows(_ table: ValueID) -> ValueID {
    graph.arrange(table, tableShape(graph[table].shape.axes + drawRows))
  }

  /// A table of zeros over one variable, on the rows of draws: its derivative is that variable's marginal.
  func evidence(_ axis: Axis) -> ValueID {
    let zeros = graph.add(Constant(values: Array(repeating: 0, count: axis.size)), [], Shape(columns: [axis]))
    return spreadOverRows(zeros)
  }
}
