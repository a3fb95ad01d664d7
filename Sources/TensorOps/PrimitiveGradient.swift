extension Primitive {
  /// Gradients of the operands given `dy`; nil where there is none. Everything broadcasts; the caller sums.
  func gradient(operands: [ValueID], result y: ValueID, dy: ValueID, in graph: inout Graph) -> [ValueID?] {
    let a = operands.first ?? y
    let b = operands.count > 1 ? operands[1] : a
    switch self {
    case .constant: return []
    case .greater, .equal: return [nil, nil]
    case .copy: return [dy]
    case .add: return [dy, dy]
    case .subtract: return [dy, graph.negate(dy)]
    case .multiply: return [graph.multiply(dy, b), graph.multiply(dy, a)]
    case .divide:
      let quotient = graph.apply(.divide, [dy, b])
      return [quotient, graph.negate(graph.multiply(quotient, y))]
    case .negate: return [graph.negate(dy)]
    case .exp: return [graph.multiply(dy, y)]
    case .log: return [graph.apply(.divide, [dy, a])]
    case .tanh:
      return [graph.multiply(dy, graph.subtract(graph.scalar(1), graph.multiply(y, y)))]
    case .sigmoid:
      return [graph.multiply(dy, graph.multiply(y, graph.subtract(graph.scalar(1), y)))]
    case .softplus: return [graph.multiply(dy, graph.apply(.sigmoid, [a]))]
    case .erf:
      let bell = graph.apply(.exp, [graph.negate(graph.multiply(a, a))])
      return [graph.multiply(dy, graph.multiply(bell, 1.1283791670955126))]
    case .squareRoot: return [graph.multiply(graph.apply(.divide, [dy, y]), 0.5)]
    case .expMinusOne: return [graph.multiply(dy, graph.add(y, graph.scalar(1)))]
    case .select:
      let zero = graph.scalar(0)
      return [nil, graph.apply(.select, [a, dy, zero]), graph.apply(.select, [a, zero, dy])]
    case .expDifference:
      let slope = graph.multiply(dy, y)
      return [slope, graph.negate(slope)]
    case .multiplyOrZero: return [graph.multiply(dy, b), graph.apply(.multiplyOrZero, [a, dy])]
    case .maximum:
      let isFirst = graph.apply(.greater, [a, b])
      let rest = graph.subtract(graph.scalar(1), isFirst)
      return [graph.multiply(dy, isFirst), graph.multiply(dy, rest)]
    }
  }
}
