/// One kind of node of a tensor graph: its shapes, its gradient rule, its cost and its meaning in Double.
///
/// A gradient rule builds nodes from other operations, so most operations have no backward kernel, and since every
/// operation that a rule emits has a rule itself, `differentiate` applies to its own output.
package protocol Operation: Hashable, Sendable {
  /// Name in dumps and in the catalogue.
  var name: String { get }
  /// The formula with `inputs` filled in, in the letters of the field.
  func formula(_ inputs: [String]) -> String
  /// What is wrong with these operands and this result, or nil.
  func flaw(inputs: [Shape], output: Shape) -> String?
  /// Gradients of the inputs given `dy`, the gradient of the output; nil where an input has none.
  func gradient(of node: Node, value: ValueID, dy: ValueID, in graph: inout Graph) -> [Adjoint?]
  /// Floating-point operations at full batch capacity.
  func flops(inputs: [Shape], output: Shape) -> Double
  /// The result in Double.
  func reference(_ inputs: [ReferenceTensor], output: Shape) -> ReferenceTensor
}

extension Operation {
  /// Whether `other` is the same operation with the same attributes.
  package func isEqual(to other: any Operation) -> Bool { (other as? Self) == self }

  package func flops(inputs: [Shape], output: Shape) -> Double { Double(output.elementCount) }
}

/// What one use of a value adds to the value's gradient.
package enum Adjoint: Sendable {
  /// A tensor of the value's own shape.
  case whole(ValueID)
  /// A tensor for rows or columns `start ..< start + count` of the value; zero elsewhere.
  case part(ValueID, side: Side, start: Int)
}

/// Rows or columns.
package enum Side: Hashable, Sendable {
  case rows, columns
}

/// Names a node's result.
package struct ValueID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var index: Int
  package init(_ index: Int) { self.index = index }
  package static func < (left: ValueID, right: ValueID) -> Bool { left.index < right.index }
  package var description: String { "%\(index)" }
}
