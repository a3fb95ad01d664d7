// Nodes without operands.

/// Data of a batch, written before a run: [batch | columns], or a number of the run such as 1 / rows.
package struct Input: Operation {
  package var name: String { "input" }
  /// Which data, as `field.pixels` or `inverse_rows`.
  package var key: String
  /// The expected share of its entries that are not 0.
  package var density: Double
  package init(key: String, density: Double = 1) {
    self.key = key
    self.density = density
  }
  package func formula(_ inputs: [String]) -> String { "input \(key)" }
  package func flaw(inputs: [Shape], output: Shape) -> String? { nil }
  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }
  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, repeating: 0)
  }
}

/// A trained matrix [rows | columns], named by its spec path.
package struct Parameter: Operation {
  package var name: String { "parameter" }
  package var key: String
  package init(key: String) { self.key = key }
  package func formula(_ inputs: [String]) -> String { "parameter \(key)" }
  package func flaw(inputs: [Shape], output: Shape) -> String? {
    output.batch == nil ? nil : "a parameter has no batch"
  }
  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }
  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, repeating: 0)
  }
}

/// Numbers known to the compiler, in row-major order.
package struct Constant: Operation {
  package var name: String { "constant" }
  package var values: [Float]
  package init(values: [Float]) { self.values = values }
  package func formula(_ inputs: [String]) -> String {
    values.count == 1
      ? "\(values[0])"
      : "constant(\(values.prefix(3).map(\.description).joined(separator: ", "))\(values.count > 3 ? ", ..." : ""))"
  }
  package func flaw(inputs: [Shape], output: Shape) -> String? {
    values.count == output.elementCount && output.batch == nil ? nil : "\(values.count) numbers for \(output)"
  }
  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }
  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, values: values.map(Double.init))
  }
}

/// Uniform numbers in (0, 1): Philox4x32-10 addressed by (seed and stream, step, row number, draw, column).
package struct Uniform: Operation {
  package var name: String { "uniform" }
  /// The spec path that owns the numbers; its hash is half of the key.
  package var stream: String
  package init(stream: String) { self.stream = stream }
  package func formula(_ inputs: [String]) -> String { "uniform \(stream)" }
  package func flaw(inputs: [Shape], output: Shape) -> String? {
    output.batch != nil && output.rows.allSatisfy { $0.role == .batch || $0.role == .sample }
      ? nil : "uniform numbers belong to rows of a batch and draws, not \(output)"
  }
  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 10 * Double(output.elementCount) }
  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor {
    ReferenceTensor(shape: output, repeating: 0.5)
  }
}
