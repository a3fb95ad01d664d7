import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import TensorOps
import YAMLDocument

/// A model from spec text and made-up facts, with random parameters and rows.
struct ModelFixture {
  let model: Model
  let table: ParameterTable
  let facts: DataFacts

  init(_ text: String, facts: DataFacts) throws {
    let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
    let spec = try readSpec(document: document, overrides: [], fileStem: "fixture").spec
    model = try resolveModel(spec: spec, facts: facts).model
    table = ParameterTable(model)
    self.facts = facts
  }

  /// Facts of one binary and one categorical field.
  static func facts(bits: Int = 4, categories: [Int] = [3, 2], missing: Bool = false) -> DataFacts {
    let binary = FieldFacts(
      name: "bits", span: .none, kind: .binary(isSoft: false, isDynamic: false), isLabel: false,
      columns: (0..<bits).map { column in
        let share = 0.2 + 0.6 * Double(column) / Double(max(1, bits))
        return ColumnFacts(
          name: "\(column)", values: ["0", "1"], missing: missing && column == 1 ? 2 : 0,
          frequencies: [1 - share, share])
      })
    let words = FieldFacts(
      name: "words", span: .none, kind: .categorical, isLabel: false,
      columns: categories.enumerated().map { column, count in
        ColumnFacts(
          name: "w\(column)", values: (0..<count).map { "v\($0)" }, missing: missing && column == 0 ? 1 : 0,
          frequencies: Array(repeating: 1 / Double(count), count: count))
      })
    return DataFacts(fields: [binary, words], trainRows: 20, validRows: nil, testRows: nil)
  }

  /// Random cells by field and row; NaN is missing.
  func cells(seed: UInt64, rows: Int) -> [String: [[Double]]] {
    model.fields.reduce(into: [:]) { cells, field in
      var numbers = TestNumbers(seed: seed &+ 77)
      cells[field.name] = (0..<rows).map { _ in
        field.columns.indices.map { column in
          if field.maskedColumns.contains(column), numbers.uniform() < 0.3 { return .nan }
          if case .binary(isSoft: true, _) = field.kind { return Double(Float(numbers.uniform())) }
          return Double(numbers.below(field.columns[column].values.count))
        }
      }
    }
  }

  /// The same rows as the brute-force reference reads them.
  func rows(seed: UInt64, count: Int) -> [DataRow] {
    let cells = cells(seed: seed, rows: count)
    return (0..<count).map { row in model.fields.map { cells[$0.name]?[row] ?? [] } }
  }

  /// The parameters that `fill` gives, by name.
  func parameters(seed: UInt64) -> [String: [[Double]]] {
    table.parameters.reduce(into: [:]) { result, parameter in
      let shape = Shape(
        rows: [Axis(id: -1, size: parameter.rows, role: .feature, name: "rows")],
        columns: [Axis(id: -2, size: parameter.columns, role: .feature, name: "columns")])
      let values = Self.values(of: parameter.name, shape, seed: seed).values
      result[parameter.name] = (0..<parameter.rows).map {
        Array(values[$0 * parameter.columns..<($0 + 1) * parameter.columns])
      }
    }
  }

  private static func values(of key: String, _ shape: Shape, seed: UInt64) -> ReferenceTensor {
    var numbers = TestNumbers(seed: seed &+ UInt64(key.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }))
    return .filled(shape, .real(-1...1), &numbers)
  }

  /// Random values for every parameter and input of a graph.
  func fill(_ graph: Graph, seed: UInt64, rows: Int) -> [ValueID: ReferenceTensor] {
    var given: [ValueID: ReferenceTensor] = [:]
    let cells = cells(seed: seed, rows: rows)
    for (index, node) in graph.nodes.enumerated() {
      if let parameter = node.operation as? Parameter {
        given[ValueID(index)] = Self.values(of: parameter.key, node.shape, seed: seed)
      } else if let input = node.operation as? Input {
        given[ValueID(index)] = tensor(input.key, node.shape, cells, rows)
      } else if node.operation is Uniform {
        var numbers = TestNumbers(seed: seed &+ UInt64(index))
        given[ValueID(index)] = .filled(node.shape, .real(0.01...0.99), &numbers)
      }
    }
    return given
  }

  private func tensor(_ key: String, _ shape: Shape, _ cells: [String: [[Double]]], _ rows: Int) -> ReferenceTensor {
    if key == InputKeys.inverseRows { return ReferenceTensor(shape: shape, values: [1 / Double(rows)]) }
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let field = model.fields.first(where: { $0.name == parts[1] }), let cells = cells[parts[1]]
    else { return ReferenceTensor(shape: shape, repeating: 0) }
    let missing = field.kind == .categorical ? -1.0 : 0
    let values = cells.flatMap { row -> [Double] in
      switch parts[0] {
      case "field": row.map { $0.isNaN ? missing : $0 }
      case "presence": row.map { $0.isNaN ? 0 : 1 }
      default: field.maskedColumns.map { row[$0].isNaN ? 1 : 0 }
      }
    }
    return ReferenceTensor(shape: shape, values: values)
  }
}
