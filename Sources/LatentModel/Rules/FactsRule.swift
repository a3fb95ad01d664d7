import Datasets
import Diagnostics
import ModelSpec

/// A check of a spec against facts of its data. One file each; its name is the bad pattern.
protocol FactsRule: Sendable {
  static var code: DiagnosticCode { get }
  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic]
}

/// Every check of facts, in the order of a report.
enum FactsRules {
  static let all: [any FactsRule] = [
    ConstantColumn(), IdLikeColumn(), ValueNeverSeen(), BatchOverTrain(), IntervalPastTraining(),
  ]
}

extension FieldFacts {
  /// `name` for a field of one column, else the column inside it.
  func name(ofColumn index: Int) -> String {
    columns.count == 1 ? "`\(name)`" : "column `\(visible(columns[index].name))` of `\(name)`"
  }
}
