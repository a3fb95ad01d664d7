// The cases of the catalogue. Each builds its operands as batch inputs or parameters of a graph of five rows.

extension Graph {
  /// An operand with a batch axis.
  fileprivate mutating func rows(_ key: String, _ columns: [Axis], more rows: [Axis] = []) -> ValueID {
    add(Input(key: key), [], Shape(rows: [batch] + rows, columns: columns))
  }

  /// An operand without one.
  fileprivate mutating func matrix(_ key: String, _ rows: [Axis], _ columns: [Axis]) -> ValueID {
    add(Parameter(key: key), [], Shape(rows: rows, columns: columns))
  }
}

private typealias Operand = OpCase.Operand

extension OpCatalogue {
  static let constantCase = OpCase(description: "constant") { graph in
    let axis = graph.axis("c", 3)
    let x = graph.rows("x", [axis])
    let constant = graph.add(Constant(values: [1, -2, 3]), [], Shape(columns: [axis]))
    return .init(operands: [Operand(value: x, content: .real(-1...1))], result: graph.multiply(x, constant))
  }

  static let stopCase = OpCase(description: "stop_gradient") { graph in
    let x = graph.rows("x", [graph.axis("c", 3)])
    return .init(operands: [Operand(value: x, content: .real(-1...1))], result: graph.stopGradient(x))
  }

  /// Each primitive with its operands' ranges, then broadcasting over rows, columns and both.
  static let elementwiseCases: [OpCase] =
    [
      primitive(.copy, -2...2), primitive(.add, -2...2), primitive(.subtract, -2...2), primitive(.multiply, -2...2),
      primitive(.divide, 0.5...2), primitive(.negate, -2...2), primitive(.exp, -2...2), primitive(.log, 0.3...3),
      primitive(.tanh, -2...2), primitive(.sigmoid, -4...4), primitive(.softplus, -4...4), primitive(.erf, -2...2),
      primitive(.squareRoot, 0.3...3), primitive(.expMinusOne, -1...1), primitive(.greater, -2...2),
      primitive(.equal, -2...2), primitive(.select, -2...2), primitive(.expDifference, -2...2),
      primitive(.multiplyOrZero, -2...2), primitive(.maximum, -2...2), broadcastCase, programCase,
    ]

  private static func primitive(_ primitive: Primitive, _ range: ClosedRange<Double>) -> OpCase {
    OpCase(description: "\(primitive)") { graph in
      let axis = graph.axis("c", 19)
      let operands = (0..<primitive.arity).map { graph.rows("x\($0)", [axis]) }
      return .init(
        operands: operands.map { Operand(value: $0, content: .real(range)) },
        result: graph.apply(primitive, operands))
    }
  }

  private static let broadcastCase = OpCase(description: "broadcast over rows, columns and values") { graph in
    let (columns, value) = (graph.axis("c", 7), graph.axis("z", 3, .value))
    let x = graph.rows("x", [columns])
    let y = graph.matrix("y", [value], [])
    let w = graph.matrix("w", [], [columns])
    let result = graph.multiply(graph.add(x, y), w)
    return .init(operands: [x, y, w].map { Operand(value: $0, content: .real(-1...1)) }, result: result)
  }

  private static let programCase = OpCase(description: "a program of three steps") { graph in
    let axis = graph.axis("c", 5)
    let (x, y) = (graph.rows("x", [axis]), graph.matrix("y", [], [axis]))
    let program = [
      Elementwise.Step(.multiply, [0, 1]), Elementwise.Step(.tanh, [2]), Elementwise.Step(.add, [3, 0]),
    ]
    let result = graph.add(Elementwise(program: program), [x, y], graph[x].shape)
    return .init(operands: [x, y].map { Operand(value: $0, content: .real(-1...1)) }, result: result)
  }

  static let productCases: [OpCase] = [(false, false), (true, false), (false, true), (true, true)].flatMap { sides in
    [productCase(sides.0, sides.1, hasBias: false), productCase(sides.0, sides.1, hasBias: true)]
  }

  /// Products that skip zeros, in both forms they occur in.
  static let sparseProductCases: [OpCase] = [false, true].map { transposesA in
    OpCase(description: transposesA ? "TN without zeros" : "NN without zeros, with bias") { graph in
      let (inner, out) = (graph.axis("k", 6), graph.axis("n", 29))
      let a = graph.rows("a", [inner])
      let b = transposesA ? graph.rows("b", [out]) : graph.matrix("b", [inner], [out])
      let bias = transposesA ? [] : [graph.matrix("bias", [], [out])]
      let shape = Shape(rows: transposesA ? [inner] : [graph.batch], columns: [out])
      let product = MatrixProduct(transposesA: transposesA, transposesB: false, density: 0.25)
      let result = graph.add(product, [a, b] + bias, shape)
      let operands = [Operand(value: a, content: .index(first: -1, bounds: Array(repeating: 2, count: 6)))]
      return .init(
        operands: operands + ([b] + bias).map { Operand(value: $0, content: .real(-1...1)) }, result: result)
    }
  }

  private static func productCase(_ transposesA: Bool, _ transposesB: Bool, hasBias: Bool) -> OpCase {
    OpCase(description: "\(transposesA ? "T" : "N")\(transposesB ? "T" : "N")\(hasBias ? " with bias" : "")") { graph in
      let (inner, out) = (graph.axis("k", 6), graph.axis("n", 4))
      let wide = graph.axis("m", 3)
      let a = transposesA ? graph.rows("a", [wide]) : graph.rows("a", [inner])
      let k = transposesA ? graph.batch : inner
      let b: ValueID
      if transposesA {
        b = transposesB ? graph.matrix("b", [], []) : graph.rows("b", [out])
      } else {
        b = transposesB ? graph.matrix("b", [out], [k]) : graph.matrix("b", [k], [out])
      }
      var operands = [a, b]
      if transposesA, transposesB {
        // A batch axis cannot be a column, so this form is checked on matrices without one.
        operands = [graph.matrix("a2", [inner], [wide]), graph.matrix("b2", [out], [inner])]
      }
      let bias = hasBias ? graph.matrix("bias", [], [out]) : nil
      let result = graph.product(
        operands[0], operands[1], bias: bias, transposesA: transposesA, transposesB: transposesB)
      let all = operands + (bias.map { [$0] } ?? [])
      return .init(operands: all.map { Operand(value: $0, content: .real(-1...1)) }, result: result)
    }
  }

  static let reduceCases: [OpCase] = [Reduce.Kind.sum, .max, .logSumExp, .softplusSum].flatMap { kind in
    [
      OpCase(description: "\(kind) over columns") { graph in
        let axis = graph.axis("c", 21)
        let x = graph.rows("x", [axis])
        return .init(operands: [Operand(value: x, content: .real(-3...3))], result: graph.reduce(kind, x, over: [axis]))
      },
      OpCase(description: "\(kind) over the batch") { graph in
        let x = graph.rows("x", [graph.axis("c", 18)])
        let result = graph.reduce(kind, x, over: [graph.batch])
        return .init(operands: [Operand(value: x, content: .real(-3...3))], result: result)
      },
      OpCase(description: "\(kind) over a middle value axis") { graph in
        let axes = [graph.axis("a", 2, .value), graph.axis("b", 3, .value), graph.axis("c", 4, .value)]
        let x = graph.rows("x", axes)
        return .init(
          operands: [Operand(value: x, content: .real(-3...3))], result: graph.reduce(kind, x, over: [axes[1]]))
      },
    ]
  }

  static let arrangeCases: [OpCase] = [
    OpCase(description: "a value axis from rows to columns") { graph in
      let (value, axis) = (graph.axis("z", 3, .value), graph.axis("c", 4))
      let x = graph.rows("x", [axis], more: [value])
      let result = graph.arrange(x, Shape(rows: [graph.batch], columns: [axis, value]))
      return .init(operands: [Operand(value: x, content: .real(-1...1))], result: result)
    },
    OpCase(description: "broadcast to the batch") { graph in
      let value = graph.axis("z", 3, .value)
      let x = graph.matrix("x", [], [value])
      let result = graph.arrange(x, Shape(rows: [graph.batch], columns: [value]))
      return .init(operands: [Operand(value: x, content: .real(-1...1))], result: result)
    },
  ]

  static let relabelCase = OpCase(description: "other names") { graph in
    let x = graph.rows("x", [graph.axis("c", 6)])
    let shape = Shape(rows: [graph.batch], columns: [graph.axis("a", 2), graph.axis("b", 3)])
    return .init(operands: [Operand(value: x, content: .real(-1...1))], result: graph.relabel(x, shape))
  }

  static let sliceCases: [OpCase] = [
    OpCase(description: "columns, twice and overlapping") { graph in
      let x = graph.rows("x", [graph.axis("c", 7)])
      let axis = graph.axis("s", 3)
      let (first, second) = (graph.sliceColumns(x, from: 1, as: [axis]), graph.sliceColumns(x, from: 2, as: [axis]))
      return .init(operands: [Operand(value: x, content: .real(-1...1))], result: graph.multiply(first, second))
    },
    OpCase(description: "rows of a table") { graph in
      let x = graph.matrix("x", [graph.axis("r", 5)], [graph.axis("c", 4)])
      let result = graph.sliceRows(x, from: 2, as: [graph.axis("s", 2)])
      return .init(operands: [Operand(value: x, content: .real(-1...1))], result: result)
    },
  ]

  static let joinCases: [OpCase] = [
    OpCase(description: "columns side by side") { graph in
      let (x, y) = (graph.rows("x", [graph.axis("a", 2)]), graph.rows("y", [graph.axis("b", 3)]))
      let result = graph.joinColumns([x, y], as: [graph.axis("j", 5)])
      return .init(operands: [x, y].map { Operand(value: $0, content: .real(-1...1)) }, result: result)
    },
    OpCase(description: "rows with a gap") { graph in
      let columns = graph.axis("c", 3)
      let (x, y) = (
        graph.matrix("x", [graph.axis("a", 2)], [columns]), graph.matrix("y", [graph.axis("b", 1)], [columns])
      )
      let shape = Shape(rows: [graph.axis("j", 6)], columns: [columns])
      let result = graph.add(Join(side: .rows, starts: [1, 4]), [x, y], shape)
      return .init(operands: [x, y].map { Operand(value: $0, content: .real(-1...1)) }, result: result)
    },
  ]
}
