import Datasets
import Diagnostics
import ModelSpec

extension Resolver {
  /// Fields with a likelihood, and labels apart.
  mutating func resolveFields() {
    for field in facts.fields {
      if field.isLabel {
        labels.append(field.name)
        continue
      }
      fields.append(
        ModelField(
          name: field.name, span: field.span, kind: field.kind, columns: field.columns,
          maskedColumns: field.columns.indices.filter { field.columns[$0].missing > 0 }))
    }
    if fields.isEmpty { findings.append(NothingToModel.noFields(at: spec.data.span, labels: labels)) }
  }

  func fieldIndex(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// Columns a network sees of field columns: see `Source.field`.
  func inputColumns(ofField index: Int, _ columns: Range<Int>) -> Int {
    let field = fields[index]
    return columns.reduce(field.maskedColumns.filter(columns.contains).count) { $0 + field.logits(ofColumn: $1) }
  }

  /// Columns a network sees of `source`.
  func columns(of source: Source) -> Int {
    switch source {
    case .encoder: encoderColumns
    case .trunk: trunkColumns
    case .field(let field, let columns): inputColumns(ofField: field, columns)
    case .variable(let variable): variables[variable.index].inputColumns
    }
  }
}
