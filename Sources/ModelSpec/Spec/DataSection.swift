import Diagnostics

/// `data`: files, splits and fields.
package struct DataSection: Sendable {
  package var span: Span
  package var train: DataSource
  package var valid: SplitRule?
  package var test: SplitRule?
  package var seed: Spanned<UInt64>
  package var format: Spanned<DataFormat>?
  package var delimiter: Spanned<String>?
  package var header: Spanned<Bool>?
  /// Cells read as missing; nil is the default, the empty unquoted cell.
  package var missing: Spanned<[String]>?
  /// Empty when the spec has no `fields`: one per column, types inferred.
  package var fields: [FieldSection]
}

/// A path as written, or several arrays side by side.
package enum DataSource: Sendable {
  case path(Spanned<String>)
  case files([(name: Spanned<String>, path: Spanned<String>)])
}

/// Where the valid or test rows come from.
package enum SplitRule: Sendable {
  case source(DataSource)
  case fraction(Spanned<Double>)
  case first(Spanned<Int>)
  case last(Spanned<Int>)
  case every(Spanned<Int>, offset: Spanned<Int>)
}

/// The container format of a data file.
package enum DataFormat: String, Sendable, CaseIterable {
  case csv, tsv, idx, npy, npz
}
