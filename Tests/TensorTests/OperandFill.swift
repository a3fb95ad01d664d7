import TensorOps

/// Reproducible numbers for tests: SplitMix64.
struct TestNumbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func word() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// In (0, 1).
  mutating func uniform() -> Double { (Double(word() >> 11) + 0.5) * 0x1p-53 }
  mutating func real(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }
  mutating func below(_ bound: Int) -> Int { Int(word() % UInt64(max(1, bound))) }
}

extension ReferenceTensor {
  /// What an operand of a catalogue case holds, at Float precision so that kernels see the same numbers.
  static func filled(_ shape: Shape, _ content: OpCase.Content, _ numbers: inout TestNumbers) -> ReferenceTensor {
    var tensor = ReferenceTensor(shape: shape, repeating: 0)
    let columns = shape.columnCount
    for row in 0..<shape.rowCount {
      switch content {
      case .real(let range):
        for column in 0..<columns { tensor.values[row * columns + column] = Double(Float(numbers.real(range))) }
      case .index(let first, let bounds):
        for column in 0..<columns {
          tensor.values[row * columns + column] = Double(first + numbers.below(bounds[column] - first))
        }
      case .logProbabilities(let segments):
        var start = row * columns
        for width in segments {
          let weights = (0..<width).map { _ in numbers.real(0.1...1) }
          let sum = weights.reduce(0, +)
          for (place, weight) in weights.enumerated() {
            tensor.values[start + place] = Double(Float(Primitive.log.reference(weight / sum, 0, 0)))
          }
          start += width
        }
      }
    }
    return tensor
  }
}

/// A catalogue case with its operands filled.
struct FilledCase {
  var graph: Graph
  var built: OpCase.Built
  var operands: [ValueID: ReferenceTensor] = [:]

  init(_ check: OpCase, seed: UInt64) {
    graph = Graph(batchCapacity: 5)
    built = check.build(&graph)
    var numbers = TestNumbers(seed: seed)
    for operand in built.operands {
      operands[operand.value] = .filled(graph[operand.value].shape, operand.content, &numbers)
    }
  }

  /// Operands that gradients are taken of.
  var realOperands: [ValueID] {
    built.operands.compactMap { operand in
      if case .index = operand.content { return nil }
      return operand.value
    }
  }
}
