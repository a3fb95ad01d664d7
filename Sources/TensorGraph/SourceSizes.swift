import LatentModel

/// Columns of every source of a model.
struct SourceSizes {
  /// Columns of the encoder's output.
  let encoderColumns: Int
  /// Columns of the trunk's output.
  let trunkColumns: Int
  /// What the encoder's own first layer sees: fields, after their own layers.
  let encoderInputs: SeenColumns
  /// The same fields without their own layers: what a learned baseline sees.
  let rawInputs: SeenColumns
  private let model: Model

  init(model: Model) {
    self.model = model
    func layered(_ layers: [Layer], _ columns: Int) -> Int {
      layers.reduce(columns) { columns, layer in
        if case .dense(let units, _, _) = layer.kind { return units }
        return columns
      }
    }
    var widths: [Source: Int] = [:]
    for input in model.encoder.inputs {
      let columns = 0..<model.fields[input.field].columns.count
      let raw = model.inputColumns(ofField: input.field, columns: columns)
      widths[.field(input.field, columns: columns)] = layered(input.layers, raw)
    }
    let inputs = model.encoder.inputs.map { Source.field($0.field, columns: 0..<model.fields[$0.field].columns.count) }
    encoderInputs = SeenColumns(inputs, model: model) { widths[$0] ?? 0 }
    rawInputs = SeenColumns(inputs, model: model) { source in
      guard case .field(let field, let columns) = source else { return 0 }
      return model.inputColumns(ofField: field, columns: columns)
    }
    encoderColumns = layered(model.encoder.layers, encoderInputs.columnCount)
    let parents = model.decoder.parents.reduce(0) { $0 + model.variables[$1.index].inputColumns }
    trunkColumns = layered(model.decoder.layers, parents)
  }

  /// Columns a network sees of `source`.
  func width(_ source: Source) -> Int {
    switch source {
    case .encoder: encoderColumns
    case .trunk: trunkColumns
    case .field(let field, let columns): model.inputColumns(ofField: field, columns: columns)
    case .variable(let variable): model.variables[variable.index].inputColumns
    }
  }
}
