/// Reverse-mode differentiation of one number: every operation is recorded with its partial derivatives.
final class Tape {
  /// First edge of each node; a node's edges lead to the numbers it was made from.
  private var starts = [0]
  private var operands: [Int] = []
  private var slopes: [Double] = []

  /// A number that derivatives are taken with respect to.
  func variable(_ value: Double) -> Traced {
    starts.append(operands.count)
    return Traced(value: value, node: starts.count - 2, tape: self)
  }

  fileprivate func record(_ value: Double, _ edges: [(operand: Traced, slope: Double)]) -> Traced {
    for (operand, slope) in edges where operand.tape != nil && slope != 0 {
      operands.append(operand.node)
      slopes.append(slope)
    }
    return variable(value)
  }

  /// d result / d node for every node of the tape.
  func derivatives(of result: Traced) -> [Double] {
    var adjoints = Array(repeating: 0.0, count: starts.count - 1)
    guard result.tape === self else { return adjoints }
    adjoints[result.node] = 1
    for node in stride(from: result.node, through: 0, by: -1) where adjoints[node] != 0 {
      for edge in starts[node]..<starts[node + 1] { adjoints[operands[edge]] += adjoints[node] * slopes[edge] }
    }
    return adjoints
  }
}

/// A number on a tape, or a constant (no tape).
struct Traced: Scalar {
  var value: Double
  fileprivate(set) var node: Int
  fileprivate var tape: Tape?

  fileprivate init(value: Double, node: Int, tape: Tape?) {
    self.value = value
    self.node = node
    self.tape = tape
  }

  init(_ constant: Double) { self.init(value: constant, node: -1, tape: nil) }

  static func combine(_ value: Double, _ operands: [(operand: Traced, slope: Double)]) -> Traced {
    guard let tape = operands.first(where: { $0.operand.tape != nil })?.operand.tape else { return Traced(value) }
    return tape.record(value, operands)
  }
}
