import Datasets
import LatentModel
import ModelSpec

/// The columns of one field in the data's own values: how a bit or a category index is written.
struct DataColumns {
  let field: ModelField
  /// What grey values are multiplied by to be the data's own: the field's `scale`.
  let scale: Double

  init(_ field: ModelField, spec: Spec) {
    self.field = field
    let section = spec.data.fields.first { $0.name.value == field.name }
    if case .binary(let options)? = section?.type.value { scale = options.scale.value } else { scale = 1 }
  }

  private var isSoft: Bool { if case .binary(isSoft: true, _) = field.kind { true } else { false } }

  /// One output column a data column, its name after `suffix`.
  func outputColumns(suffix: String = "") -> [OutputColumn] {
    field.columns.map { OutputColumn(name: $0.name + suffix, labels: isSoft ? nil : $0.values) }
  }

  /// Draws of one row: bits, category indices, or for soft targets the means.
  func drawn(row: Int, draws: ResultColumns, means: ResultColumns) -> [Double] {
    field.columns.indices.map { isSoft ? means[row, $0] * scale : draws[row, $0] }
  }

  /// The likeliest value of each column of one row; for soft targets the mean.
  func likeliest(row: Int, means: ResultColumns) -> [Double] {
    var first = 0
    return field.columns.indices.map { column in
      if case .binary = field.kind {
        let mean = means[row, column]
        return isSoft ? mean * scale : (mean > 0.5 ? 1 : 0)
      }
      let width = field.logits(ofColumn: column)
      defer { first += width }
      let best = (0..<width).max { means[row, first + $0] < means[row, first + $1] }
      return Double(best ?? 0)
    }
  }

  /// A value of the data as the model reads it, in the data's own scale.
  func ownValue(_ value: Float) -> Double { isSoft ? Double(value) * scale : Double(value) }
}
