import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import TensorOps
import YAMLDocument

/// A model with parameters and rows of data: what programs are filled with and what the brute-force reference reads.
struct ModelFixture {
  let model: Model
  let table: ParameterTable
  /// Cells of each row by field; NaN is missing.
  var rows: [DataRow]
  var parameters: Matrices<Double>

  init(_ random: RandomModel, set arguments: [String] = []) throws {
    model = try random.resolve(set: arguments)
    table = ParameterTable(model)
    rows = random.rows
    parameters = random.parameters(of: table)
  }

  /// A spec under made-up facts, with random parameters and rows.
  init(_ text: String, facts: DataFacts, seed: UInt64, rows count: Int) throws {
    model = try resolveModel(spec: Self.spec(text), facts: facts).model
    table = ParameterTable(model)
    var numbers = TestNumbers(seed: seed)
    rows = (0..<count).map { [model] _ in model.fields.map { Self.cells($0, &numbers) } }
    parameters = table.parameters.reduce(into: [:]) { result, parameter in
      result[parameter.name] = (0..<parameter.rows).map { _ in
        (0..<parameter.columns).map { _ in Double(Float(numbers.real(-1...1))) }
      }
    }
  }

  /// The sections of a spec.
  static func spec(_ text: String) throws -> Spec {
    let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
    return try readSpec(document: document, overrides: [], fileStem: "fixture").spec
  }

  private static func cells(_ field: ModelField, _ numbers: inout TestNumbers) -> [Double] {
    field.columns.indices.map { column in
      if field.maskedColumns.contains(column), numbers.uniform() < 0.3 { return .nan }
      return Double(numbers.below(field.columns[column].values.count))
    }
  }

  /// Every row that the data could hold: all values of all columns.
  static func everyRow(_ model: Model) -> [DataRow] {
    model.fields.reduce([[]]) { rows, field in
      let cells = field.columns.indices.reduce([[Double]]([[]])) { starts, column in
        starts.flatMap { start in (0..<field.columns[column].values.count).map { start + [Double($0)] } }
      }
      return rows.flatMap { row in cells.map { row + [$0] } }
    }
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

  /// Every parameter, input and uniform number of a graph.
  func fill(_ graph: Graph) -> [ValueID: ReferenceTensor] {
    var given: [ValueID: ReferenceTensor] = [:]
    for (index, node) in graph.nodes.enumerated() {
      if let parameter = node.operation as? Parameter {
        let values = (parameters[parameter.key] ?? []).flatMap { $0 }
        given[ValueID(index)] = ReferenceTensor(shape: node.shape, values: values)
      } else if let input = node.operation as? Input {
        given[ValueID(index)] = tensor(input.key, node.shape)
      } else if node.operation is Uniform {
        var numbers = TestNumbers(seed: UInt64(index))
        given[ValueID(index)] = .filled(node.shape, .real(0.01...0.99), &numbers)
      }
    }
    return given
  }

  private func tensor(_ key: String, _ shape: Shape) -> ReferenceTensor {
    if key == InputKeys.inverseRows { return ReferenceTensor(shape: shape, values: [1 / Double(rows.count)]) }
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let place = model.fields.firstIndex(where: { $0.name == parts[1] })
    else { return ReferenceTensor(shape: shape, repeating: 0) }
    let field = model.fields[place]
    let missing = field.kind == .categorical ? -1.0 : 0
    let values = rows.flatMap { row -> [Double] in
      switch parts[0] {
      case "field": row[place].map { $0.isNaN ? missing : $0 }
      case "presence": row[place].map { $0.isNaN ? 0 : 1 }
      default: field.maskedColumns.map { row[place][$0].isNaN ? 1 : 0 }
      }
    }
    return ReferenceTensor(shape: shape, values: values)
  }
}
