import Diagnostics
import ModelSpec

/// Fields for a spec that names none: one a column, `binary` where every cell that is not missing is 0 or 1, else
/// `categorical`. A dot in a column's name becomes `_` in the field's.
struct InferFields {
  private(set) var findings: [Diagnostic] = []

  /// One plan a column, from the rows of train.
  mutating func plans(_ source: Source, section: DataSection, rows: [Int32]) -> [FieldPlan] {
    let missing = MissingCells(section.missing?.value)
    var seen: Set<[UInt8]> = []
    var plans: [FieldPlan] = []
    let readers = source.tables.map { BinaryCells($0, missing: missing, scale: 1, binarization: nil) }
    for place in source.places {
      let table = source.tables[place.table]
      let name = fieldName(table, place.column)
      if !seen.insert(Array(name.utf8)).inserted {
        findings.append(
          .error("ambiguous-column", "two columns are called `\(excerpt(name))`", at: table.path.span)
            .help("write `fields` and choose columns by their 0-based numbers"))
        continue
      }
      let isBinary = isBinary(readers[place.table], place.column, rows)
      plans.append(
        FieldPlan(
          name: name, span: table.path.span, isLabel: false,
          rule: isBinary ? .binary(scale: 1, binarization: nil) : .categorical(CategoryRule()), missing: missing,
          sources: [source.columnSource(place)], imageShape: nil))
    }
    return plans
  }

  private func fieldName(_ table: SourceTable, _ column: Int) -> String {
    let own = table.columnNames?[column] ?? ""
    let name = own.isEmpty ? String(column) : own
    let full = table.name.isEmpty ? name : table.name + "_" + name
    return String(String.UnicodeScalarView(full.unicodeScalars.map { $0 == "." ? "_" : $0 }))
  }

  /// Whether there is a cell that is not missing, and all of them are bits.
  private func isBinary(_ reader: BinaryCells, _ column: Int, _ rows: [Int32]) -> Bool {
    var hasBit = false
    for row in rows {
      switch reader.cell(row: Int(row), column: column) {
      case .missing: continue
      case .value: hasBit = true
      case .grey, .notANumber: return false
      }
    }
    return hasBit
  }
}
