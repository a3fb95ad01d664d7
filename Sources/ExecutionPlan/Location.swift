/// Where a tensor's numbers are: element `offset` of a region, rows `pitch` elements apart, columns contiguous.
package struct Location: Hashable, Sendable {
  package var region: Region
  package var offset: Int
  package var pitch: Int

  package init(region: Region, offset: Int, pitch: Int) {
    self.region = region
    self.offset = offset
    self.pitch = pitch
  }
}

/// The memories an instruction may name.
package enum Region: Hashable, Sendable {
  /// Intermediate values, inputs and results of one plan.
  case arena
  /// Numbers known to the compiler.
  case constants
  /// The parameter vector, shared by the plans of a model.
  case parameters
  /// The gradient vector, laid out like the parameters.
  case gradients
  /// Each worker's own room for values that a phase by rows makes and uses up: offsets are those of its tile's first row.
  case slab
}

/// A count that may grow with the rows of a batch.
package struct Extent: Hashable, Sendable {
  /// The count, or the count a row of the batch.
  package var factor: Int
  package var isPerRow: Bool

  package init(_ factor: Int, isPerRow: Bool = false) {
    self.factor = factor
    self.isPerRow = isPerRow
  }

  /// The count at `rows` rows.
  package func count(rows: Int) -> Int { isPerRow ? factor * rows : factor }
}
