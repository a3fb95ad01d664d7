import Datasets
import Diagnostics

/// Fields of a random spec: one to three, of a few columns, some with missing cells.
struct RandomData {
  private static let trainRows = 64
  private(set) var lines = ["data:", "  train: rows.csv", "  header: true", "  fields:"]
  private(set) var facts = DataFacts(fields: [], trainRows: trainRows, validRows: nil, testRows: nil)
  var modelFields: [FieldFacts] { facts.fields.filter { !$0.isLabel } }

  init(_ numbers: inout TestNumbers) {
    var first = 0
    func name(_ column: Int) -> String { "\(column)" }
    for field in ["pixels", "answers", "species"].prefix(numbers.within(1...3)) {
      let count = numbers.within(1...4)
      let span = count == 1 ? "\(first)" : "\(first)-\(first + count - 1)"
      let (kind, options) = Self.kind(&numbers)
      lines.append("    \(field): {columns: \(span), \(options)}")
      let columns = (first..<first + count).map { Self.column(name($0), kind, &numbers) }
      facts.fields.append(FieldFacts(name: field, span: .none, kind: kind, isLabel: false, columns: columns))
      first += count
    }
    if numbers.chance(0.2) {
      lines.append("    kind: {columns: \(first), type: categorical, role: label}")
      let column = Self.column(name(first), .categorical, &numbers)
      facts.fields.append(
        FieldFacts(name: "kind", span: .none, kind: .categorical, isLabel: true, columns: [column]))
    }
  }

  private static func kind(_ numbers: inout TestNumbers) -> (FieldKind, options: String) {
    switch numbers.below(6) {
    case 0: (.binary(isSoft: true, isDynamic: false), "type: binary, binarize: soft")
    case 1: (.binary(isSoft: false, isDynamic: true), "type: binary, binarize: dynamic")
    case 2, 3: (.binary(isSoft: false, isDynamic: false), "type: binary")
    default: (.categorical, "type: categorical")
    }
  }

  /// Frequencies are multiples of 1/64: exact in Float.
  private static func column(_ name: String, _ kind: FieldKind, _ numbers: inout TestNumbers) -> ColumnFacts {
    let count = kind == .categorical ? numbers.within(1...4) : 2
    var counts = Array(repeating: 1, count: count)
    for _ in count..<trainRows { counts[numbers.below(count)] += 1 }
    return ColumnFacts(
      name: name, values: (0..<count).map { "\($0)" }, missing: numbers.chance(0.3) ? numbers.within(1...20) : 0,
      frequencies: counts.map { Double($0) / Double(trainRows) })
  }

  /// One row of cells; only columns with missing cells in train have any.
  func row(_ numbers: inout TestNumbers) -> DataRow {
    modelFields.map { field in
      field.columns.map { column in
        if column.missing > 0, numbers.chance(0.4) { return .nan }
        if case .binary(isSoft: true, _) = field.kind { return Double(numbers.within(0...64)) / 64 }
        return Double(numbers.below(column.values.count))
      }
    }
  }
}
