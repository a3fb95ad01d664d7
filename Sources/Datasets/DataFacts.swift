import Diagnostics
import ModelSpec

/// What a model needs to know of the data: fields, columns, categories, rows; no cell.
package struct DataFacts: Sendable, Equatable {
  /// In the order of the spec; labels included.
  package var fields: [FieldFacts]
  /// Rows of train, valid and test; nil for a split the spec does not have.
  package var trainRows: Int
  package var validRows: Int?
  package var testRows: Int?

  package init(fields: [FieldFacts], trainRows: Int, validRows: Int?, testRows: Int?) {
    self.fields = fields
    self.trainRows = trainRows
    self.validRows = validRows
    self.testRows = testRows
  }
}

/// Facts of one field.
package struct FieldFacts: Sendable, Equatable {
  package var name: String
  package var span: Span
  package var kind: FieldKind
  package var isLabel: Bool
  /// One entry a column (for `one_hot`, a group is one column).
  package var columns: [ColumnFacts]
  /// Rows and columns of one image, when the file says so (idx and npy of three dimensions).
  package var imageShape: ImageShape?

  package init(
    name: String, span: Span, kind: FieldKind, isLabel: Bool, columns: [ColumnFacts], imageShape: ImageShape? = nil
  ) {
    self.name = name
    self.span = span
    self.kind = kind
    self.isLabel = isLabel
    self.columns = columns
    self.imageShape = imageShape
  }
}

/// Height and width in cells.
package struct ImageShape: Sendable, Equatable {
  package var height: Int
  package var width: Int
  package init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

/// The likelihood family a field asks for.
package enum FieldKind: Sendable, Equatable {
  /// `isSoft`: targets between 0 and 1. `isDynamic`: drawn anew at each training visit.
  case binary(isSoft: Bool, isDynamic: Bool)
  case categorical
}

/// Facts of one column, counted over train.
package struct ColumnFacts: Sendable, Equatable {
  /// Header name, or the 0-based number as text; for a `one_hot` group the number of the group.
  package var name: String
  /// Values in index order; `["0", "1"]` for binary.
  package var values: [String]
  /// Index of the value `other`, which stands for `rareValues` and, if `acceptsUnseen`, for values train does not hold.
  package var otherIndex: Int?
  /// Texts that `min_count` folded into `other`, ordered by bytes.
  package var rareValues: [String] = []
  /// Whether a value that train does not hold becomes `other` (`unseen: other`).
  package var acceptsUnseen = false
  /// Train rows whose cell is missing.
  package var missing: Int
  /// Of each value among the train rows that are not missing; sums to 1 (all 0 when every cell is missing).
  /// For binary the mean of the grey values is entry 1.
  package var frequencies: [Double]
  /// Where the column is in the file: one entry, or for a `one_hot` group one a member, in the order of its values.
  package var sources: [ColumnSource] = []
  /// Whether the column is a group of 0/1 columns; its values are then the positions, and perhaps `none`.
  package var isOneHot = false

  package init(name: String, values: [String], otherIndex: Int? = nil, missing: Int, frequencies: [Double]) {
    self.name = name
    self.values = values
    self.otherIndex = otherIndex
    self.missing = missing
    self.frequencies = frequencies
  }
}

/// A column of a file.
package struct ColumnSource: Sendable, Equatable {
  /// Name of the array; empty for the only table of a file.
  package var table: String
  /// From 0, inside the table.
  package var position: Int
  /// Header name; nil without a header.
  package var name: String?

  package init(table: String, position: Int, name: String?) {
    self.table = table
    self.position = position
    self.name = name
  }
}
