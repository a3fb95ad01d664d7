import Datasets
import Diagnostics
import ModelSpec

/// Columns with one value in every row of train: they teach the model nothing.
struct ConstantColumn: FactsRule {
  static let code: DiagnosticCode = "constant-column"

  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic] {
    facts.fields.compactMap { field in
      let constant = field.columns.indices.filter { field.columns[$0].frequencies.contains(1) }
      guard let first = constant.first, facts.trainRows > 1 else { return nil }
      let column = field.columns[first]
      let value = zip(column.values, column.frequencies).first { $0.1 == 1 }.map { visible($0.0) } ?? ""
      let subject =
        constant.count == 1
        ? "\(field.name(ofColumn: first)) is `\(value)` in every row of train"
        : "\(constant.count) of the \(field.columns.count) columns of `\(field.name)` have one value in train, as "
          + "column `\(visible(column.name))`"
      return .note(Self.code, subject, at: field.span)
    }
  }
}
