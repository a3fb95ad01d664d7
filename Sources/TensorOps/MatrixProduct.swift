/// Matrix product.      a: [M | K] (or [K | M] transposed), b: [K | N] (or [N | K]), bias: [1 | N], y: [M | N]
///   forward    y = a b (+ bias)          started from the bias, one fused step a term, k ascending
///   gradient   da = dy b^T, db = a^T dy, dbias = sum of dy's rows, each again a product
///
/// Terms whose factor in a is 0 are left out where a is expected to hold many zeros: the same number, but for the sign of
/// a zero, while b is finite.
///
/// M, K and N are products of axes; K's axes are the same and in the same order in a and b.
package struct MatrixProduct: Operation {
  package var transposesA: Bool
  package var transposesB: Bool
  /// The expected share of entries of a that are not 0. Below 1, zeros are skipped; b is then not transposed.
  package var density: Double
  package init(transposesA: Bool, transposesB: Bool, density: Double = 1) {
    self.transposesA = transposesA
    self.transposesB = transposesB
    self.density = density
  }
  package var name: String { "matrix_product" }

  package func formula(_ inputs: [String]) -> String {
    let left = density < 1 ? "nonzero(\(inputs[0]))" : inputs[0]
    let product = "\(left)\(transposesA ? "^T" : "") @ \(inputs[1])\(transposesB ? "^T" : "")"
    return inputs.count > 2 ? "\(product) + \(inputs[2])" : product
  }

  private func sides(_ inputs: [Shape]) -> (m: [Axis], k: [Axis], otherK: [Axis], n: [Axis]) {
    let (a, b) = (inputs[0], inputs[1])
    return (
      transposesA ? a.columns : a.rows, transposesA ? a.rows : a.columns,
      transposesB ? b.columns : b.rows, transposesB ? b.rows : b.columns
    )
  }

  package func flaw(inputs: [Shape], output: Shape) -> String? {
    guard inputs.count == 2 || inputs.count == 3 else { return "two or three operands" }
    if density < 1 && transposesB { return "zeros are skipped, and b is transposed" }
    let sides = sides(inputs)
    if sides.k != sides.otherK { return "\(inputs[0]) and \(inputs[1]) share no inner axes" }
    if output != Shape(rows: sides.m, columns: sides.n) { return "the product is not \(output)" }
    if inputs.count == 3, inputs[2] != Shape(columns: sides.n) { return "\(inputs[2]) is no bias of \(output)" }
    return nil
  }

  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] {
    let (a, b) = (node.inputs[0], node.inputs[1])
    let da =
      transposesA
      ? graph.product(b, dy, transposesA: transposesB, transposesB: true)
      : graph.product(dy, b, transposesA: false, transposesB: !transposesB)
    let db =
      transposesB
      ? graph.product(dy, a, transposesA: true, transposesB: transposesA)
      : graph.product(a, dy, transposesA: !transposesA, transposesB: false)
    var result: [Adjoint?] = [.whole(da), .whole(db)]
    if node.inputs.count == 3 { result.append(.whole(graph.sum(dy, to: graph[node.inputs[2]].shape))) }
    return result
  }

  package func flops(inputs: [Shape], output: Shape) -> Double {
    2 * density * Double(output.elementCount) * Double(transposesA ? inputs[0].rowCount : inputs[0].columnCount)
  }

  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    let (a, b) = (inputs[0], inputs[1])
    let (m, n) = (output.rowCount, output.columnCount)
    let k = transposesA ? a.shape.rowCount : a.shape.columnCount
    var result = ReferenceTensor(shape: output, repeating: 0)
    for row in 0..<m {
      for column in 0..<n {
        var sum = inputs.count == 3 ? inputs[2].values[column] : 0
        for inner in 0..<k {
          sum +=
            a.values[transposesA ? inner * m + row : row * k + inner]
            * b.values[transposesB ? column * k + inner : inner * n + column]
        }
        result.values[row * n + column] = sum
      }
    }
    return result
  }
}

extension Graph {
  /// The product of two matrices, with a bias row if given.
  package mutating func product(
    _ a: ValueID, _ b: ValueID, bias: ValueID? = nil, transposesA: Bool = false, transposesB: Bool = false
  ) -> ValueID {
    let rows = transposesA ? self[a].shape.columns : self[a].shape.rows
    let columns = transposesB ? self[b].shape.rows : self[b].shape.columns
    return add(
      MatrixProduct(transposesA: transposesA, transposesB: transposesB), [a, b] + (bias.map { [$0] } ?? []),
      Shape(rows: rows, columns: columns))
  }
}
