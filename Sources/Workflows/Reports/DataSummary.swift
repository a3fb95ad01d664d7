import Datasets
import Diagnostics

/// What was read of the data, a line a field.
struct DataSummary {
  let facts: DataFacts

  /// Rows of each split.
  var rows: String {
    var parts = ["\(grouped(facts.trainRows)) train"]
    if let rows = facts.validRows { parts.append("\(grouped(rows)) valid") }
    if let rows = facts.testRows { parts.append("\(grouped(rows)) test") }
    return parts.joined(separator: ", ") + " rows"
  }

  /// One line a field: name, then what its rows hold.
  var fields: [(name: String, text: String)] {
    facts.fields.map { (visible($0.name), text($0)) }
  }

  /// Rows, then the fields, a line each.
  var text: String {
    let width = fields.map(\.name.count).max() ?? 0
    let lines = fields.map { "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.text)" }
    return (["data: \(rows)"] + lines).joined(separator: "\n") + "\n"
  }

  private func text(_ field: FieldFacts) -> String {
    var parts = [field.isLabel ? "label, \(kind(field))" : kind(field), counted(field.columns.count, "column")]
    if let shape = field.imageShape { parts.append("images of \(shape.height) x \(shape.width)") }
    if case .categorical = field.kind { parts.append(values(field.columns)) }
    let missing = field.columns.count { $0.missing > 0 }
    if missing > 0 { parts.append("\(counted(missing, "column")) with missing cells") }
    let constant = field.columns.count { column in column.frequencies.count { $0 > 0 } <= 1 }
    if constant > 0 { parts.append("\(constant) of one value") }
    return parts.joined(separator: ", ")
  }

  private func kind(_ field: FieldFacts) -> String {
    switch field.kind {
    case .binary(isSoft: true, _): "binary, soft targets"
    case .binary(_, isDynamic: true): "binary, drawn at each visit"
    case .binary: "binary"
    case .categorical: "categorical"
    }
  }

  private func values(_ columns: [ColumnFacts]) -> String {
    let counts = columns.map(\.values.count)
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    return least == most ? counted(least, "value") : "\(least) to \(most) values"
  }

  /// The same for programs.
  var json: JSONValue {
    var splits: [JSONValue.Member] = [.init("train", .integer(facts.trainRows))]
    if let rows = facts.validRows { splits.append(.init("valid", .integer(rows))) }
    if let rows = facts.testRows { splits.append(.init("test", .integer(rows))) }
    let fields = facts.fields.map { field -> JSONValue in
      [
        "name": .string(field.name), "kind": .string(kind(field)), "label": .boolean(field.isLabel),
        "columns": .integer(field.columns.count),
        "values": .array(field.columns.map { .integer($0.values.count) }),
        "missing": .integer(field.columns.reduce(0) { $0 + $1.missing }),
      ]
    }
    return ["rows": .object(splits), "fields": .array(fields)]
  }
}
