import Datasets
import Diagnostics
import ModelSpec

/// Facts for checking a model whose data are not read: names and types as the spec writes them, columns as far as it
/// counts them.
struct PlaceholderFacts {
  let facts: DataFacts

  /// Findings that depend on how many columns or values the data have.
  static let dependent: Set<DiagnosticCode> = [
    "uneven-share", "memory-over-budget", "model-too-large", "enumeration-over-budget", "nothing-to-model",
    "index-out-of-range", "constant-column", "id-like-column", "value-never-seen", "batch-over-train",
    "exact-is-affordable", "activation-before-logits",
  ]

  /// Rules that have no say without the data: those, and what is found while data are read.
  static let unheard = dependent.union([
    "data-outside-folder", "one-hot-among-binary", "overlapping-splits", "shared-column",
  ])

  init(_ section: DataSection) {
    facts = DataFacts(
      fields: section.fields.map(Self.field), trainRows: 1, validRows: section.valid == nil ? nil : 1,
      testRows: section.test == nil ? nil : 1)
  }

  private static func field(_ section: FieldSection) -> FieldFacts {
    let count = min(section.columns.map { columnCount($0.value) } ?? 1, 1 << 16)
    var values = ["0", "1"]
    let kind: FieldKind
    switch section.type.value {
    case .binary(let options):
      kind = .binary(isSoft: options.binarize?.value == .soft, isDynamic: options.binarize?.value == .dynamic)
    case .categorical(let options):
      kind = .categorical
      values = options.values?.value ?? values
    }
    let share = 1 / Double(max(1, values.count))
    let columns = (0..<max(1, count)).map {
      ColumnFacts(name: "\($0)", values: values, missing: 0, frequencies: values.map { _ in share })
    }
    return FieldFacts(
      name: section.name.value, span: section.span, kind: kind, isLabel: section.isLabel, columns: columns)
  }

  private static func columnCount(_ selectors: [ColumnSelector]) -> Int {
    selectors.reduce(0) { sum, selector in
      guard case .range(let range) = selector else { return sum + 1 }
      return sum + min(range.upperBound - range.lowerBound, 1 << 16) + 1
    }
  }
}
