import Datasets
import LatentModel

/// One row: cells of each model field; NaN is missing, categorical cells are indices of values.
typealias DataRow = [[Double]]

/// What networks see, as columns of numbers.
extension BruteNetwork {
  /// A variable at `value`: its value as one column if two-valued, one-hot, nothing if one-valued.
  func columns(of variable: VariableID, value: Int) -> [Number] {
    switch model.variables[variable.index].categories {
    case ...1: []
    case 2: [Number(Double(value))]
    case let categories: (0..<categories).map { Number($0 == value ? 1 : 0) }
    }
  }

  /// Raw columns of a field, then a mask column for each of them that is missing somewhere in train.
  func columns(ofField index: Int, _ range: Range<Int>, _ row: DataRow, isCentred: Bool = false) -> [Number] {
    let field = model.fields[index]
    var result: [Number] = []
    for column in range {
      let cell = row[index][column]
      let facts = field.columns[column]
      switch field.kind {
      case .binary:
        let mean = isCentred ? facts.frequencies[1] : 0
        result.append(Number(cell.isNaN ? 0 : cell - mean))
      case .categorical:
        result += facts.values.indices.map { Number(Double($0) == cell ? 1 : 0) }
      }
    }
    for column in range where field.maskedColumns.contains(column) {
      result.append(Number(row[index][column].isNaN ? 1 : 0))
    }
    return result
  }

  /// The encoder's output for a row.
  func encoded(_ row: DataRow) throws -> [Number] {
    let encoder = model.encoder
    var features: [Source: [Number]] = [:]
    var sources: [Source] = []
    for input in encoder.inputs {
      let name = model.fields[input.field].name
      let source = Source.field(input.field, columns: model.fields[input.field].columns.indices)
      let raw = columns(ofField: input.field, model.fields[input.field].columns.indices, row, isCentred: encoder.center)
      sources.append(source)
      features[source] = try layered(
        input.layers, path: "encoder.fields.\(name)", sources: [source], rowsFor: [source]
      ) { _ in raw }
    }
    return try layered(encoder.layers, path: "encoder", sources: sources, rowsFor: sources) { features[$0] ?? [] }
  }

  /// The decoder trunk's output at a configuration.
  func trunk(_ configuration: [Int]) throws -> [Number] {
    let sources = model.decoder.parents.map(Source.variable)
    return try layered(model.decoder.layers, path: "decoder", sources: sources, rowsFor: sources) { source in
      guard case .variable(let variable) = source else { return [] }
      return columns(of: variable, value: configuration[variable.index])
    }
  }
}
