/// Log-softmax in each segment of each row.      x, y: [R | C], segments cover C
///   forward    y = x - max x - log sum exp(x - max x)       shifted: exp cannot overflow; a segment of -inf gives -inf
///   gradient   dx = dy - exp(y) sum dy                      keeps y, not x
package struct LogSoftmax: Operation {
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "log_softmax" }
  package func formula(_ inputs: [String]) -> String { "log_softmax(\(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    inputs == [output] && output.columnCount == segments.reduce(0, +) ? nil : "\(inputs) in segments of \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    [.whole(graph.add(LogSoftmaxGradient(segments: segments), [dy, value], node.shape))]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 12 * Double(output.elementCount) }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    var result = inputs[0]
    forEachSegment(of: segments, in: output) { range in
      let top = result.values[range].max() ?? 0
      guard top > -.infinity else { return }
      let sum = result.values[range].reduce(0) { $0 + Primitive.exp.reference($1 - top, 0, 0) }
      let shift = top + Primitive.log.reference(sum, 0, 0)
      for place in range { result.values[place] -= shift }
    }
    return result
  }
}

/// The gradient of `LogSoftmax`.      dy, y, dx: [R | C]
///   forward    dx = dy - exp(y) sum dy in each segment
///   gradient   for u = the gradient of dx:  ddy = u - sum(u exp(y)) in each segment,  dy' = -u exp(y) sum(dy)
///
/// A segment's total is this operation at y = 0: x - (x - sum x).
package struct LogSoftmaxGradient: Operation {
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "log_softmax_gradient" }
  package func formula(_ inputs: [String]) -> String { "log_softmax_gradient(\(inputs[0]), \(inputs[1]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    inputs == [output, output] && output.columnCount == segments.reduce(0, +)
      ? nil : "\(inputs) in segments of \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let (first, y) = (node.inputs[0], node.inputs[1])
    let zeros = graph.apply(.multiply, [y, graph.scalar(0)])
    func total(_ x: ValueID) -> ValueID {
      graph.subtract(x, graph.add(LogSoftmaxGradient(segments: segments), [x, zeros], node.shape))
    }
    let weighted = graph.multiply(dy, graph.apply(.exp, [y]))
    return [
      .whole(graph.subtract(dy, total(weighted))),
      .whole(graph.negate(graph.multiply(weighted, total(first)))),
    ]
  }

  package func flops(inputs: [Shape], output: Shape) -> Double { 10 * Double(output.elementCount) }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    var result = inputs[0]
    forEachSegment(of: segments, in: output) { range in
      let sum = inputs[0].values[range].reduce(0, +)
      for place in range { result.values[place] -= Primitive.exp.reference(inputs[1].values[place], 0, 0) * sum }
    }
    return result
  }
}

/// Calls `body` with the dense positions of every segment of every row.
func forEachSegment(of segments: [Int], in shape: Shape, _ body: (Range<Int>) -> Void) {
  for row in 0..<shape.rowCount {
    var start = row * shape.columnCount
    for width in segments {
      body(start..<start + width)
      start += width
    }
  }
}
