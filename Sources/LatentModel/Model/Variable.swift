import Diagnostics

/// Index into `Model.variables`.
package struct VariableID: Hashable, Sendable, Comparable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
  package static func < (left: VariableID, right: VariableID) -> Bool { left.index < right.index }
}

/// A named group of variables.
package struct Block: Sendable {
  package var name: String
  package var span: Span
  /// Consecutive.
  package var variables: Range<Int>
  package var gradient: BlockGradient
}

/// One categorical variable z_k.
package struct Variable: Sendable {
  /// `style` when the block has one variable, else `detail.3`.
  package var name: String
  package var block: Int
  package var indexInBlock: Int
  /// At least 1.
  package var categories: Int

  /// Logits a factor of it has: one if two-valued (the logit of value 1), none if one-valued.
  package var logits: Int { categories <= 1 ? 0 : (categories == 2 ? 1 : categories) }
  /// Columns a network sees of it: one 0/1 column if two-valued, none if one-valued, else one-hot.
  package var inputColumns: Int { logits }
}
