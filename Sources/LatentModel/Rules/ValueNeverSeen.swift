import Datasets
import Diagnostics
import ModelSpec

/// Listed `values` that no row of train has: the model gives them probability and never learns from them.
struct ValueNeverSeen: FactsRule {
  static let code: DiagnosticCode = "value-never-seen"

  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic] {
    spec.data.fields.compactMap { section in
      guard case .categorical(let options) = section.type.value, let values = options.values,
        let field = facts.fields.first(where: { $0.name == section.name.value })
      else { return nil }
      let written = Set(values.value)
      let unseen = field.columns.first.map { column in
        column.values.indices.filter { index in
          written.contains(column.values[index]) && index != column.otherIndex
            && field.columns.allSatisfy { index < $0.frequencies.count && $0.frequencies[index] == 0 }
        }.map { column.values[$0] }
      }
      guard let unseen, let first = unseen.first else { return nil }
      let more = unseen.count == 1 ? "" : " and \(unseen.count - 1) more"
      return .warning(
        Self.code, "no row of train has the value `\(visible(first))`\(more) of `\(field.name)`", at: values.span
      ).help("check the spelling, spaces included; a value that may come later can stay")
    }
  }
}
