import Datasets
import Diagnostics
import ModelSpec

/// A categorical column in which nearly every row has a value of its own: a number of the row, a name or a date.
struct IdLikeColumn: FactsRule {
  static let code: DiagnosticCode = "id-like-column"
  /// Rows below which many values are no sign.
  private static let rows = 20

  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic] {
    facts.fields.filter { $0.kind == .categorical }.compactMap { field in
      let found = field.columns.indices.first { index in
        let column = field.columns[index]
        let present = facts.trainRows - column.missing
        return present >= Self.rows && !column.isOneHot && 10 * column.values.count > 9 * present
      }
      guard let found else { return nil }
      let values = field.columns[found].values.count
      return .warning(
        Self.code,
        "\(field.name(ofColumn: found)) has \(values) values in \(facts.trainRows) rows of train: it numbers the rows",
        at: field.span
      ).help("leave the column out: no latent can predict a value that occurs once")
    }
  }
}
