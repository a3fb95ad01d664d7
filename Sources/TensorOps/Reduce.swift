/// Combines over the axes that the output lacks.      x: any axes, y: some of them, in any arrangement
///   sum          y = sum x                              dx = dy, broadcast
///   max          y = max x                              dx = dy where x is the maximum (all of equals)
///   logSumExp    y = m + log sum exp(x - m), m = max x  dx = dy exp(x - y); all -inf gives -inf and no gradient
///   softplusSum  y = sum log(1 + e^x)                   dx = dy sigmoid(x)
package struct Reduce: Operation {
  package var kind: Kind

  /// How values combine.
  package enum Kind: String, Hashable, Sendable {
    case sum, max, logSumExp, softplusSum
  }

  package init(_ kind: Kind) { self.kind = kind }
  package var name: String { "reduce" }

  package func formula(_ inputs: [String]) -> String { "\(kind.rawValue)(\(inputs[0]))" }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    inputs.count == 1 && output.axes.allSatisfy(inputs[0].contains) && inputs[0].axes.count > output.axes.count
      ? nil : "\(inputs) does not reduce to \(output)"
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let x = node.inputs[0]
    let shape = graph[x].shape
    switch kind {
    case .sum: return [.whole(graph.apply(.copy, [dy], shape: shape))]
    case .max:
      let isMaximum = graph.apply(.equal, [x, value], shape: shape)
      return [.whole(graph.apply(.multiply, [isMaximum, dy], shape: shape))]
    case .logSumExp:
      let weight = graph.apply(.expDifference, [x, value], shape: shape)
      return [.whole(graph.apply(.multiply, [weight, dy], shape: shape))]
    case .softplusSum:
      return [.whole(graph.apply(.multiply, [graph.apply(.sigmoid, [x]), dy], shape: shape))]
    }
  }

  package func flops(inputs: [Shape], output: Shape) -> Double {
    Double(inputs[0].elementCount) * (kind == .logSumExp || kind == .softplusSum ? 2 : 1)
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let input = inputs[0]
    let places = ReferenceTensor(shape: output, values: []).positions(in: input.shape)
    if kind == .sum || kind == .softplusSum {
      var sums = ReferenceTensor(shape: output, repeating: 0)
      for (value, place) in zip(input.values, places) {
        sums.values[place] += kind == .sum ? value : Primitive.softplus.reference(value, 0, 0)
      }
      return sums
    }
    var top = ReferenceTensor(shape: output, repeating: -.infinity)
    for (value, place) in zip(input.values, places) { top.values[place] = Swift.max(top.values[place], value) }
    guard kind == .logSumExp else { return top }
    var sums = ReferenceTensor(shape: output, repeating: 0)
    for (value, place) in zip(input.values, places) {
      sums.values[place] += Primitive.expDifference.reference(value, top.values[place], 0)
    }
    for place in sums.values.indices {
      sums.values[place] = top.values[place] + Primitive.log.reference(sums.values[place], 0, 0)
    }
    return sums
  }
}

extension Graph {
  /// Combines over `axes`; the rest keeps its arrangement.
  package mutating func reduce(_ kind: Reduce.Kind, _ x: ValueID, over axes: Set<Axis>) -> ValueID {
    let shape = self[x].shape
    guard shape.axes.contains(where: axes.contains) else { return x }
    return add(
      Reduce(kind), [x],
      Shape(rows: shape.rows.filter { !axes.contains($0) }, columns: shape.columns.filter { !axes.contains($0) }))
  }

  /// Sums over the axes that `shape` lacks and arranges the rest as it says.
  package mutating func sum(_ x: ValueID, to shape: Shape) -> ValueID {
    let from = self[x].shape
    if from == shape { return x }
    if from.axes.count > shape.axes.count { return add(Reduce(.sum), [x], shape) }
    return arrange(x, shape)
  }
}
