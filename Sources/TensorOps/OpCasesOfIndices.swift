// The cases of operations that read indices or segments.

private typealias Operand = OpCase.Operand

extension OpCatalogue {
  private static func indexed(_ graph: inout Graph, _ key: String, _ columns: Int) -> ValueID {
    graph.add(
      Input(key: key), [], Shape(rows: [graph.batch], columns: [graph.axis("d", columns)]))
  }

  private static func real(_ graph: inout Graph, _ key: String, _ columns: Axis, more rows: [Axis] = []) -> ValueID {
    graph.add(Input(key: key), [], Shape(rows: [graph.batch] + rows, columns: [columns]))
  }

  static let gatherCases: [OpCase] = [
    gather(
      "one-hot columns with missing cells", tableRow: [0, 3], first: [0, 0], bounds: [3, 4], lowest: -1, rows: 7),
    gather("0/1 columns", tableRow: [0, 1, 2], first: [1, 1, 1], bounds: [2, 2, 2], lowest: 0, rows: 3),
  ]

  private static func gather(
    _ name: String, tableRow: [Int], first: [Int], bounds: [Int], lowest: Int, rows: Int
  ) -> OpCase {
    OpCase(description: name) { graph in
      let index = indexed(&graph, "index", bounds.count)
      let width = graph.axis("w", 5)
      let table = graph.add(Parameter(key: "table"), [], Shape(rows: [graph.axis("t", rows)], columns: [width]))
      let shape = Shape(rows: [graph.batch], columns: [width])
      let result = graph.add(GatherSum(tableRow: tableRow, first: first), [index, table], shape)
      let operands = [
        Operand(value: index, content: .index(first: lowest, bounds: bounds)),
        Operand(value: table, content: .real(-1...1)),
      ]
      return .init(operands: operands, result: result)
    }
  }

  static let scatterCase = OpCase(description: "two columns of indices") { graph in
    let index = indexed(&graph, "index", 2)
    let width = graph.axis("w", 5)
    let x = real(&graph, "x", width)
    let shape = Shape(rows: [graph.axis("t", 7)], columns: [width])
    let result = graph.add(ScatterSum(tableRow: [0, 3], first: [0, 0]), [index, x], shape)
    let operands = [
      Operand(value: index, content: .index(first: -1, bounds: [3, 4])), Operand(value: x, content: .real(-1...1)),
    ]
    return .init(operands: operands, result: result)
  }

  static let pickCases: [OpCase] = [
    OpCase(description: "segments of unequal widths, a missing cell") { graph in
      let index = indexed(&graph, "index", 2)
      let x = real(&graph, "x", graph.axis("c", 5))
      let shape = Shape(rows: [graph.batch], columns: graph[index].shape.columns)
      let result = graph.add(Pick(segments: [2, 3]), [x, index], shape)
      let operands = [
        Operand(value: x, content: .real(-1...1)), Operand(value: index, content: .index(first: -1, bounds: [2, 3])),
      ]
      return .init(operands: operands, result: result)
    },
    OpCase(description: "from a table over values, for every row") { graph in
      let index = indexed(&graph, "index", 1)
      let value = graph.axis("z", 3, .value)
      let x = graph.add(Parameter(key: "x"), [], Shape(rows: [value], columns: [graph.axis("c", 4)]))
      let shape = Shape(rows: [graph.batch, value], columns: graph[index].shape.columns)
      let result = graph.add(Pick(segments: [4]), [x, index], shape)
      let operands = [
        Operand(value: x, content: .real(-1...1)), Operand(value: index, content: .index(first: 0, bounds: [4])),
      ]
      return .init(operands: operands, result: result)
    },
  ]

  static let unpickCase = OpCase(description: "segments of unequal widths") { graph in
    let index = indexed(&graph, "index", 2)
    let x = graph.add(Input(key: "x"), [], graph[index].shape)
    let shape = Shape(rows: [graph.batch], columns: [graph.axis("c", 5)])
    let result = graph.add(Unpick(segments: [2, 3]), [x, index], shape)
    let operands = [
      Operand(value: x, content: .real(-1...1)), Operand(value: index, content: .index(first: -1, bounds: [2, 3])),
    ]
    return .init(operands: operands, result: result)
  }

  static let softmaxCase = OpCase(description: "segments of 1, 3 and 18") { graph in
    let x = real(&graph, "x", graph.axis("c", 22))
    let result = graph.add(LogSoftmax(segments: [1, 3, 18]), [x], graph[x].shape)
    return .init(operands: [Operand(value: x, content: .real(-3...3))], result: result)
  }

  static let softmaxGradientCase = OpCase(description: "segments of 3 and 4") { graph in
    let axis = graph.axis("c", 7)
    let (dy, y) = (real(&graph, "dy", axis), real(&graph, "y", axis))
    let result = graph.add(LogSoftmaxGradient(segments: [3, 4]), [dy, y], graph[y].shape)
    return .init(operands: [dy, y].map { Operand(value: $0, content: .real(-2...0)) }, result: result)
  }

  static let drawCase = OpCase(description: "segments of 2 and 5") { graph in
    let x = real(&graph, "x", graph.axis("c", 7))
    let u = real(&graph, "u", graph.axis("s", 2))
    let result = graph.add(Draw(segments: [2, 5]), [x, u], graph[u].shape)
    let operands = [
      Operand(value: x, content: .logProbabilities([2, 5])), Operand(value: u, content: .real(0.01...0.99)),
    ]
    return .init(operands: operands, result: result)
  }

  static let argMaxCase = OpCase(description: "segments of 2 and 5") { graph in
    let x = real(&graph, "x", graph.axis("c", 7))
    let shape = Shape(rows: [graph.batch], columns: [graph.axis("s", 2)])
    let result = graph.add(ArgMax(segments: [2, 5]), [x], shape)
    return .init(operands: [Operand(value: x, content: .real(-1...1))], result: result)
  }
}
