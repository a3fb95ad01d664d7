/// The value itself, with no gradient.
package struct StopGradient: Operation {
  package init() {}
  package var name: String { "stop_gradient" }
  package func formula(_ inputs: [String]) -> String { "stop_gradient(\(inputs[0]))" }
  package func flaw(inputs: [Shape], output: Shape) -> String? {
    inputs.count == 1 && inputs[0] == output ? nil : "\(inputs) is not \(output)"
  }
  package func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?] { [nil] }
  package func flops(inputs: [Shape], output: Shape) -> Double { 0 }
  package func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor { inputs[0] }
}

extension Graph {
  /// The value, as a constant to `differentiate`.
  package mutating func stopGradient(_ value: ValueID) -> ValueID { add(StopGradient(), [value], self[value].shape) }
}
