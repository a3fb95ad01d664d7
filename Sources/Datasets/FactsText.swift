extension DataFacts {
  /// The facts as `validate` prints them: rows, then a line a field, and a line for each of its columns where that says
  /// more. Stable: no path, in the order of the spec.
  package var textLines: [String] {
    var rows = "rows: train \(trainRows)"
    if let validRows { rows += ", valid \(validRows)" }
    if let testRows { rows += ", test \(testRows)" }
    return [rows] + fields.flatMap { $0.textLines(trainRows: trainRows) }
  }
}

extension FieldFacts {
  /// Columns listed by name in one line.
  private static let shownColumns = 8
  /// Values listed in one line.
  private static let shownValues = 12

  fileprivate func textLines(trainRows: Int) -> [String] {
    var line = "\(name): \(typeName)\(isLabel ? " label" : ""), \(plural(columns.count, "column"))"
    if let imageShape { line += " (images of \(imageShape.height) x \(imageShape.width))" }
    if case .binary = kind { line += ", mean \(Self.decimals(mean(trainRows)))" }
    if kind == .categorical {
      let counts = columns.map(\.values.count)
      if columns.count == 1 {
        line += ", " + valueList(columns[0])
      } else if let low = counts.min(), let high = counts.max() {
        line += ", " + (low == high ? "\(plural(low, "value")) each" : "\(low) to \(high) values")
      }
    }
    let missing = columns.reduce(0) { $0 + $1.missing }
    if missing > 0 { line += ", \(plural(missing, "missing cell"))" }
    return [line] + constantLine + detailLines
  }

  private var typeName: String {
    switch kind {
    case .binary(isSoft: true, _): "binary (soft targets)"
    case .binary(_, isDynamic: true): "binary (drawn at each visit)"
    case .binary: "binary"
    case .categorical: columns.contains { $0.isOneHot } ? "categorical (one-hot groups)" : "categorical"
    }
  }

  /// Mean over the cells that are not missing.
  private func mean(_ rows: Int) -> Double {
    var (sum, present) = (0.0, 0)
    for column in columns {
      sum += (column.frequencies.last ?? 0) * Double(rows - column.missing)
      present += rows - column.missing
    }
    return present == 0 ? 0 : sum / Double(present)
  }

  private var constantLine: [String] {
    let constant = columns.filter { $0.frequencies.contains(1) }
    if constant.isEmpty { return [] }
    let names = constant.prefix(Self.shownColumns).map { "`\(excerpt($0.name))`" }.joined(separator: ", ")
    let more = constant.count > Self.shownColumns ? " and \(constant.count - Self.shownColumns) more" : ""
    return ["  constant in train: \(names)\(more)"]
  }

  /// Columns with missing cells, and the values of categorical ones while they are few.
  private var detailLines: [String] {
    if columns.count == 1 { return [] }
    return columns.compactMap { column in
      var parts: [String] = []
      if kind == .categorical && columns.count <= 64 { parts.append(valueList(column)) }
      if column.missing > 0 { parts.append("\(column.missing) missing") }
      return parts.isEmpty ? nil : "  `\(excerpt(column.name))`: " + parts.joined(separator: ", ")
    }
  }

  private func valueList(_ column: ColumnFacts) -> String {
    let shown = column.values.prefix(Self.shownValues).map { excerpt($0) }.joined(separator: " ")
    let more = column.values.count > Self.shownValues ? " ..." : ""
    let rare = column.rareValues.isEmpty ? "" : ", \(plural(column.rareValues.count, "rare value")) as other"
    return "\(plural(column.values.count, "value")) (\(shown)\(more))\(rare)"
  }

  private func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// Six decimals of a number from 0 to 1.
  private static func decimals(_ value: Double) -> String {
    let millionths = Int((value * 1e6).rounded())
    let digits = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
