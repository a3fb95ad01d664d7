/// A draw from each segment's categorical distribution.      x: [R | C] log-probabilities, u: [R | S], y: [R | S]
///   forward    the first index whose running sum of exp(x) exceeds u times the segment's total
///   gradient   none: estimators supply it
package struct Draw: Operation {
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "draw" }
  package func formula(_ inputs: [String]) -> String { "draw(\(inputs[0]), \(inputs[1]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2, inputs[0].columnCount == segments.reduce(0, +), inputs[1].columnCount == segments.count
    else { return "\(inputs) in \(segments.count) segments" }
    let rows = inputs[0].rows.allSatisfy(output.rows.contains) && inputs[1].rows == output.rows
    return rows && output.columnCount == segments.count ? nil : "\(inputs) does not draw \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [nil, nil] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 8 * Double(inputs[0].elementCount) }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let from = inputs[0].rowStarts(in: output)
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<output.rowCount {
      var start = from[row]
      for (segment, width) in segments.enumerated() {
        let weights = inputs[0].values[start..<start + width].map { Primitive.exp.reference($0, 0, 0) }
        let threshold = inputs[1].values[row * segments.count + segment] * weights.reduce(0, +)
        var running = 0.0
        var choice = weights.lastIndex { $0 > 0 } ?? 0
        for (index, weight) in weights.enumerated() {
          running += weight
          if running > threshold {
            choice = index
            break
          }
        }
        result.values[row * segments.count + segment] = Double(choice)
        start += width
      }
    }
    return result
  }
}

/// The index of the largest entry of each segment, the first of equals.      x: [R | C], y: [R | S]. No gradient.
package struct ArgMax: Operation {
  package var segments: [Int]
  package init(segments: [Int]) { self.segments = segments }
  package var name: String { "arg_max" }
  package func formula(_ inputs: [String]) -> String { "arg_max(\(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 1, inputs[0].columnCount == segments.reduce(0, +) else { return "\(inputs)" }
    return inputs[0].rows == output.rows && output.columnCount == segments.count ? nil : "\(inputs) for \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [nil] }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    var result = ReferenceTensor(shape: output, repeating: 0)
    var next = 0
    forEachSegment(of: segments, in: inputs[0].shape) { range in
      var best = range.lowerBound
      for place in range where inputs[0].values[place] > inputs[0].values[best] { best = place }
      result.values[next] = Double(best - range.lowerBound)
      next += 1
    }
    return result
  }
}
