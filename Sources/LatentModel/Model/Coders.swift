import Datasets
import Diagnostics

/// One field of p(x | z).
package struct ModelField: Sendable {
  package var name: String
  package var span: Span
  package var kind: FieldKind
  package var columns: [ColumnFacts]
  /// Columns with a missing cell somewhere in train: each gives the encoder a mask column.
  package var maskedColumns: [Int]

  /// Logits a column has: 1 for binary, else the number of its values.
  package func logits(ofColumn column: Int) -> Int {
    if case .binary = kind { return 1 }
    return columns[column].values.count
  }
}

/// What turns x into the features that factors of q see.
package struct Encoder: Sendable {
  /// Fields it reads, each with its own layers first.
  package var inputs: [FieldInput]
  package var layers: [Layer]
  package var center: Bool
  package var span: Span
  /// Whether anything reads its output (false for `encoder: exact`).
  package var isUsed: Bool
}

/// A field as the encoder sees it.
package struct FieldInput: Sendable {
  /// Index into `Model.fields`.
  package var field: Int
  package var layers: [Layer]
  package var span: Span
}

/// p(x | z): a trunk, then a network a field.
package struct Decoder: Sendable {
  package var span: Span
  /// Variables the trunk sees, in variable order.
  package var parents: [VariableID]
  package var layers: [Layer]
  /// Whether a field reads the trunk. A trunk without layers is not a source: its fields list the parents themselves.
  package var usesTrunk: Bool
  /// One entry a model field.
  package var fields: [FieldDecoder]
}

/// The likelihood network of one field. `network.outputs[i]` gives the logits of the columns `groups[i]`.
package struct FieldDecoder: Sendable {
  package var network: Network
  package var groups: [Range<Int>]
}
