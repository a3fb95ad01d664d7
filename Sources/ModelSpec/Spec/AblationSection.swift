import Diagnostics
import YAMLDocument

/// `ablation`: what `ablate` varies and what it compares.
package struct AblationSection: Sendable {
  package var span: Span
  /// Training seeds of every cell; nil: `training.seed` alone.
  package var seeds: Spanned<[UInt64]>?
  /// Crossed, in file order; never empty.
  package var axes: [AxisSection]
  /// Names of figures; nil: the bound on the rows held out.
  package var compare: [Spanned<String>]?
}

/// One entry of `ablation.axes`: a dotted path with its values, or a name with named settings.
package struct AxisSection: Sendable {
  package var name: Spanned<String>
  /// In file order, the first is the baseline; never empty.
  package var settings: [Setting]

  /// One place on an axis: what it is called, and the values it sets. No values: the spec as it is.
  package struct Setting: Sendable {
    package var name: Spanned<String>
    /// Dotted paths, as written, and what to put there.
    package var values: [(path: Spanned<String>, value: Node)]
  }
}
