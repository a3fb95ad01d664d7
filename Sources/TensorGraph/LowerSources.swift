import Datasets
import LatentModel
import TensorOps

extension Lowering {
  /// What a network sees of `source`, in the column order of its weights.
  func features(_ source: Source) -> [FeaturePart] {
    switch source {
    case .encoder: return loweredEncoder()
    case .trunk: return loweredTrunk()
    case .field(let field, let columns): return features(ofField: field, columns: columns, centered: false)
    case .variable(let variable): return features(of: [variable])
    }
  }

  /// Values of a field [batch | columns]: 0/1 or grey for binary (0 where missing), indices for categorical (-1).
  func values(ofField field: Int) -> ValueID {
    let columns = model.fields[field].columns
    var density = 1.0
    if case .binary(let isSoft, _) = model.fields[field].kind, !isSoft {
      density = columns.reduce(0) { $0 + ($1.frequencies.last ?? 1) } / Double(max(columns.count, 1))
    }
    return input("field.\(model.fields[field].name)", columns: columns.count, density: density)
  }

  /// 1 where a cell is present: [batch | columns]. Only asked of fields with missing cells.
  func presence(ofField field: Int) -> ValueID {
    input("presence.\(model.fields[field].name)", columns: model.fields[field].columns.count)
  }

  private func features(ofField index: Int, columns: Range<Int>, centered: Bool) -> [FeaturePart] {
    let field = model.fields[index]
    var value = values(ofField: index)
    if columns.count != field.columns.count {
      let key = "input.field.\(field.name).\(columns.lowerBound)-\(columns.upperBound - 1)"
      value = graph.sliceColumns(value, from: columns.lowerBound, as: [columnAxis(key, columns.count)])
    }
    var parts: [FeaturePart]
    switch field.kind {
    case .binary:
      parts = [.dense(centered ? center(value, field, columns, index) : value)]
    case .categorical:
      var tableRow: [Int] = []
      var next = 0
      for column in columns {
        tableRow.append(next)
        next += field.columns[column].values.count
      }
      parts = [.indices(value, tableRow: tableRow, first: tableRow.map { _ in 0 }, columns: next)]
    }
    let masked = field.maskedColumns.indices.filter { columns.contains(field.maskedColumns[$0]) }
    if let first = masked.first {
      let mask = input("mask.\(field.name)", columns: field.maskedColumns.count)
      let axis = columnAxis("mask.\(field.name).\(first).\(masked.count)", masked.count)
      parts.append(.dense(graph.sliceColumns(mask, from: first, as: [axis])))
    }
    return parts
  }

  /// x - mean of train, 0 where missing.
  private func center(_ value: ValueID, _ field: ModelField, _ columns: Range<Int>, _ index: Int) -> ValueID {
    let axes = graph[value].shape.columns
    let means = columns.map { Float(field.columns[$0].frequencies.last ?? 0) }
    let mean = graph.add(Constant(values: means), [], Shape(columns: axes))
    let centered = graph.subtract(value, mean)
    if field.maskedColumns.isEmpty { return centered }
    let presence = graph.sliceColumns(presence(ofField: index), from: columns.lowerBound, as: axes)
    return graph.multiply(centered, presence)
  }

  private func loweredEncoder() -> [FeaturePart] {
    if let encoderFeatures { return encoderFeatures }
    let parts = labelled("encoder", model.encoder.span) { () -> [FeaturePart] in
      let inputs = model.encoder.inputs.map { input -> (Source, [FeaturePart]) in
        let field = model.fields[input.field]
        let columns = 0..<field.columns.count
        let raw = features(ofField: input.field, columns: columns, centered: model.encoder.center)
        let source = Source.field(input.field, columns: columns)
        if input.layers.isEmpty { return (source, raw) }
        let path = "encoder.fields.\(field.name)"
        let seen = SeenColumns([source], model: model, width: sizes.width)
        return (source, [.dense(layered(input.layers, path: path, seen: seen, parts: [(source, raw)]))])
      }
      if model.encoder.layers.isEmpty { return inputs.flatMap(\.1) }
      return [.dense(layered(model.encoder.layers, path: "encoder", seen: sizes.encoderInputs, parts: inputs))]
    }
    encoderFeatures = parts
    return parts
  }

  private func loweredTrunk() -> [FeaturePart] {
    if let trunkFeatures { return trunkFeatures }
    let parts = labelled("decoder", model.decoder.span) { () -> [FeaturePart] in
      let sources = model.decoder.parents.map(Source.variable)
      let seen = SeenColumns(sources, model: model, width: sizes.width)
      return [.dense(layered(model.decoder.layers, path: "decoder", seen: seen, parts: runs(of: sources)))]
    }
    trunkFeatures = parts
    return parts
  }

  /// Sources with their features; variables of one block that follow each other are one entry under the first of them,
  /// so that their indices are gathered in one pass.
  func runs(of sources: [Source]) -> [(Source, [FeaturePart])] {
    var result: [(Source, [FeaturePart])] = []
    var run: [VariableID] = []
    func flush() {
      guard let first = run.first else { return }
      result.append((.variable(first), features(of: run)))
      run = []
    }
    for source in sources {
      guard case .variable(let variable) = source else {
        flush()
        result.append((source, features(source)))
        continue
      }
      let isNext = run.last.map {
        $0.index + 1 == variable.index && model.variables[$0.index].block == model.variables[variable.index].block
      }
      if isNext != true { flush() }
      run.append(variable)
    }
    flush()
    return result
  }
}
