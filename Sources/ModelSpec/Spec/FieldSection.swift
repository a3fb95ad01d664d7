import Diagnostics

/// One entry of `data.fields`.
package struct FieldSection: Sendable {
  package var name: Spanned<String>
  package var span: Span
  package var type: Spanned<FieldType>
  /// nil: the field's own name, or all of a one-array file.
  package var columns: Spanned<[ColumnSelector]>?
  package var isLabel: Bool
  package var missing: Spanned<[String]>?
}

/// What the rows of a field hold.
package enum FieldType: Sendable {
  case binary(BinaryOptions)
  case categorical(CategoricalOptions)
}

/// Options of `type: binary`.
package struct BinaryOptions: Sendable {
  /// Divides every value first; 1 when not written.
  package var scale: Spanned<Double>
  package var binarize: Spanned<Binarization>?
  package init(scale: Spanned<Double>, binarize: Spanned<Binarization>?) {
    self.scale = scale
    self.binarize = binarize
  }
}

/// How grey values become bits.
package enum Binarization: Sendable, Equatable {
  /// 1 from the threshold up.
  case threshold(Double)
  /// Drawn once.
  case `static`
  /// Drawn at each training visit; valid and test rows once.
  case dynamic
  /// The grey value itself is the target.
  case soft
}

/// Options of `type: categorical`.
package struct CategoricalOptions: Sendable {
  package var values: Spanned<[String]>?
  package var minimumCount: Spanned<Int>
  package var unseen: Spanned<UnseenValues>
  package var oneHot: Spanned<OneHotGroups>?
}

/// What a value that train does not hold becomes.
package enum UnseenValues: String, Sendable, CaseIterable {
  case error, other
}

/// Groups of 0/1 columns read as one categorical column each.
package enum OneHotGroups: Sendable, Equatable {
  /// Every group has this many columns.
  case uniform(Int)
  /// Widths in order.
  case widths([Int])
  /// Explicit columns of each group, counted from 0 inside the field.
  case columns([[Int]])
}

/// One item of a field's `columns`.
package enum ColumnSelector: Sendable, Equatable {
  case name(String)
  case index(Int)
  case range(ClosedRange<Int>)
  /// Every column in no other field.
  case rest
}
