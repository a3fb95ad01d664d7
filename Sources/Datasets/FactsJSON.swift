import Diagnostics

/// Why a text is not the facts of a data set.
package struct FactsProblem: Error, Sendable, Equatable {
  package var message: String
}

extension DataFacts {
  /// The facts with all value lists, as a checkpoint keeps them. Spans are not part of it.
  package var json: JSONValue {
    [
      "rows": [
        "train": .integer(trainRows), "valid": validRows.map(JSONValue.integer) ?? .null,
        "test": testRows.map(JSONValue.integer) ?? .null,
      ],
      "fields": .array(fields.map(\.json)),
    ]
  }

  /// Reads what `json` writes and checks that it hangs together; every span is `span`. Throws a `FactsProblem`.
  package init(json: JSONValue, span: Span) throws {
    let members = try Members(json, "the facts", ["rows", "fields"])
    let rows = try Members(members["rows"], "rows", ["train", "valid", "test"])
    let trainRows = try rows.count("train")
    let fields = try members.array("fields").map { try FieldFacts(json: $0, span: span, trainRows: trainRows) }
    guard Set(fields.map { Array($0.name.utf8) }).count == fields.count, !fields.isEmpty else {
      throw FactsProblem(message: "there is no field, or two have one name")
    }
    self.init(
      fields: fields, trainRows: trainRows, validRows: try rows.optionalCount("valid"),
      testRows: try rows.optionalCount("test"))
  }
}

extension FieldFacts {
  fileprivate var json: JSONValue {
    let type: JSONValue =
      switch kind {
      case .binary(isSoft: true, _): "soft"
      case .binary(_, isDynamic: true): "dynamic"
      case .binary: "binary"
      case .categorical: "categorical"
      }
    return [
      "name": .string(name), "type": type, "label": .boolean(isLabel),
      "image": imageShape.map { [.integer($0.height), .integer($0.width)] } ?? .null,
      "columns": .array(columns.map(\.json)),
    ]
  }

  fileprivate init(json: JSONValue, span: Span, trainRows: Int) throws {
    let members = try Members(json, "a field", ["name", "type", "label", "image", "columns"])
    let types: [String: FieldKind] = [
      "soft": .binary(isSoft: true, isDynamic: false), "dynamic": .binary(isSoft: false, isDynamic: true),
      "binary": .binary(isSoft: false, isDynamic: false), "categorical": .categorical,
    ]
    guard let kind = types[try members.string("type")] else { throw FactsProblem(message: "a field of unknown type") }
    let columns = try members.array("columns").map { try ColumnFacts(json: $0, kind: kind, trainRows: trainRows) }
    let isOneHot = columns.map(\.isOneHot)
    guard !columns.isEmpty, !isOneHot.contains(true) || !isOneHot.contains(false) else {
      throw FactsProblem(message: "a field without columns, or with groups among columns")
    }
    self.init(
      name: try members.string("name"), span: span, kind: kind, isLabel: try members.boolean("label"),
      columns: columns, imageShape: try Self.shape(members["image"], columns: columns.count))
  }

  private static func shape(_ json: JSONValue, columns: Int) throws -> ImageShape? {
    switch json {
    case .null: return nil
    case .array(let sizes):
      guard sizes.count == 2, case .integer(let height) = sizes[0], case .integer(let width) = sizes[1], height > 0,
        width > 0, height.multipliedReportingOverflow(by: width) == (columns, false)
      else { fallthrough }
      return ImageShape(height: height, width: width)
    default: throw FactsProblem(message: "an image's size does not fit its columns")
    }
  }
}

extension ColumnFacts {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "values": .array(values.map(JSONValue.string)),
      "other": otherIndex.map(JSONValue.integer) ?? .null, "rare": .array(rareValues.map(JSONValue.string)),
      "accepts_unseen": .boolean(acceptsUnseen), "missing": .integer(missing),
      "frequencies": .array(frequencies.map(JSONValue.finite)), "one_hot": .boolean(isOneHot),
      "sources": .array(
        sources.map {
          [
            "table": .string($0.table), "position": .integer($0.position),
            "name": $0.name.map(JSONValue.string) ?? .null,
          ]
        }),
    ]
  }

  fileprivate init(json: JSONValue, kind: FieldKind, trainRows: Int) throws {
    let members = try Members(
      json, "a column",
      ["name", "values", "other", "rare", "accepts_unseen", "missing", "frequencies", "one_hot", "sources"])
    let values = try members.strings("values")
    let frequencies = try members.array("frequencies").map { value -> Double in
      let number: Double? =
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number.value
        default: nil
        }
      guard let number, number >= 0, number <= 1 else { throw FactsProblem(message: "a frequency outside 0 to 1") }
      return number
    }
    let missing = try members.count("missing")
    self.init(
      name: try members.string("name"), values: values, otherIndex: try members.optionalCount("other"),
      missing: missing, frequencies: frequencies)
    rareValues = try members.strings("rare")
    acceptsUnseen = try members.boolean("accepts_unseen")
    isOneHot = try members.boolean("one_hot")
    sources = try members.array("sources").map(ColumnSource.init(json:))
    try check(kind: kind, trainRows: trainRows)
  }

  private func check(kind: FieldKind, trainRows: Int) throws {
    func require(_ condition: Bool, _ message: String) throws {
      if !condition { throw FactsProblem(message: "column `\(excerpt(name))`: " + message) }
    }
    try require(!values.isEmpty && frequencies.count == values.count, "values and frequencies do not pair up")
    try require(Set(values.map { Array($0.utf8) }).count == values.count, "a value is there twice")
    try require(missing <= trainRows, "more missing cells than rows")
    try require(
      otherIndex.map { $0 < values.count } ?? (rareValues.isEmpty && !acceptsUnseen), "`other` is not a value")
    if kind != .categorical { try require(values == ["0", "1"] && !isOneHot, "a bit has the values 0 and 1") }
    try require(isOneHot ? !sources.isEmpty : sources.count == 1, "its place in the file is not given")
    if isOneHot {
      let positions = sources.indices.map(String.init)
      try require(values == positions || values == positions + [ValueList.none], "a group's values are its positions")
    }
  }
}

extension ColumnSource {
  fileprivate init(json: JSONValue) throws {
    let members = try Members(json, "a column's place", ["table", "position", "name"])
    var name: String?
    if members["name"] != .null { name = try members.string("name") }
    self.init(table: try members.string("table"), position: try members.count("position"), name: name)
  }
}

/// An object with exactly the keys asked for.
private struct Members {
  private let values: [String: JSONValue]
  private let owner: String

  init(_ json: JSONValue, _ owner: String, _ keys: [String]) throws {
    guard case .object(let members) = json, Set(members.map(\.key)) == Set(keys), members.count == keys.count else {
      throw FactsProblem(message: "\(owner) needs exactly the keys \(keys.joined(separator: ", "))")
    }
    values = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    self.owner = owner
  }

  subscript(key: String) -> JSONValue { values[key] ?? .null }

  func string(_ key: String) throws -> String {
    guard case .string(let text) = self[key] else { throw wrong(key) }
    return text
  }

  func boolean(_ key: String) throws -> Bool {
    guard case .boolean(let value) = self[key] else { throw wrong(key) }
    return value
  }

  func array(_ key: String) throws -> [JSONValue] {
    guard case .array(let elements) = self[key] else { throw wrong(key) }
    return elements
  }

  func strings(_ key: String) throws -> [String] {
    try array(key).map { element in
      guard case .string(let text) = element else { throw wrong(key) }
      return text
    }
  }

  /// A whole number from 0 to what a file can hold of anything counted here.
  func count(_ key: String) throws -> Int {
    guard case .integer(let number) = self[key], number >= 0, number <= Int32.max else { throw wrong(key) }
    return number
  }

  func optionalCount(_ key: String) throws -> Int? { self[key] == .null ? nil : try count(key) }

  private func wrong(_ key: String) -> FactsProblem { FactsProblem(message: "\(owner): `\(key)` is of another kind") }
}
