/// A named dimension of a tensor. Two tensors share a dimension when they share the axis, whatever its position:
/// operations match dimensions by identity and broadcast over those an operand lacks.
package struct Axis: Hashable, Sendable, CustomStringConvertible {
  /// Unique within one graph.
  package var id: Int
  /// Extent; of the batch axis its capacity, since the rows of a batch are a run-time number.
  package var size: Int
  package var role: Role
  package var name: String

  /// What an axis counts.
  package enum Role: Hashable, Sendable {
    /// Rows of data. Where present it is the outermost axis of the rows.
    case batch
    /// Joint draws of the latent variables.
    case sample
    /// Values of a latent variable that is summed out.
    case value
    /// Columns, units, variables, categories.
    case feature
  }

  package init(id: Int, size: Int, role: Role, name: String) {
    self.id = id
    self.size = size
    self.role = role
    self.name = name
  }

  package var description: String { "\(name):\(size)" }

  /// The identity alone: it tells the axes of a graph apart, and names are long.
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
