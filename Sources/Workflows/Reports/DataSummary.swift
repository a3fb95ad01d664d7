import Datasets
import Diagnostics

/// The data for programs: rows of each split, and every field with its columns.
struct DataSummary {
  let facts: DataFacts

  var json: JSONValue {
    var splits: [JSONValue.Member] = [.init("train", .integer(facts.trainRows))]
    if let rows = facts.validRows { splits.append(.init("valid", .integer(rows))) }
    if let rows = facts.testRows { splits.append(.init("test", .integer(rows))) }
    return ["rows": .object(splits), "fields": .array(facts.fields.map(field))]
  }

  private func field(_ field: FieldFacts) -> JSONValue {
    var kind: JSONValue = "categorical"
    if case .binary(let isSoft, let isDynamic) = field.kind {
      kind = isSoft ? "binary, soft" : isDynamic ? "binary, dynamic" : "binary"
    }
    return [
      "name": .string(field.name), "kind": kind, "label": .boolean(field.isLabel),
      "columns": .integer(field.columns.count), "values": .array(field.columns.map { .integer($0.values.count) }),
      "missing": .integer(field.columns.reduce(0) { $0 + $1.missing }),
    ]
  }
}
