import DeterministicMath
import Diagnostics
import ModelSpec

/// Facts and cells of one field.
struct EncodeField {
  let plan: FieldPlan
  let seed: UInt64
  let budget: MemoryBudget

  /// A field's encoded rows with what is wrong in them.
  typealias Encoded = (cells: FieldCells, findings: [Diagnostic])

  /// Makes the value lists from `rows` of train and encodes them. `places` are the field's file columns.
  func train(_ source: Source, places: [ColumnPlace], rows: [Int32]) throws -> (facts: FieldFacts, encoded: Encoded) {
    var facts = FieldFacts(
      name: plan.name, span: plan.span, kind: kind, isLabel: plan.isLabel, columns: [], imageShape: plan.imageShape)
    facts.columns = columnLists(source, places, rows)
    var encoded = try cells(facts, source, places: places, rows: rows)
    let emptyColumn = facts.columns.first { $0.values.isEmpty }
    if let emptyColumn {
      encoded.findings.append(
        .error(
          "column-without-values",
          "column `\(excerpt(emptyColumn.name))` has no value in train: all its cells are missing", at: plan.span
        )
        .help("leave the column out, or list `values`"))
    }
    count(encoded.cells, rows: rows.count, into: &facts.columns)
    encoded.cells.maskedColumns = facts.maskedColumns
    return (facts, encoded)
  }

  /// Encodes `rows` by lists made before; a missing cell in a column that has none in train is an error.
  func other(_ facts: FieldFacts, _ source: Source, places: [ColumnPlace], rows: [Int32]) throws -> Encoded {
    var encoded = try cells(facts, source, places: places, rows: rows)
    encoded.cells.maskedColumns = facts.maskedColumns
    for (index, column) in facts.columns.enumerated() where column.missing == 0 {
      let missing = rows.indices.filter { encoded.cells.isMissing(row: $0, column: index) }
      guard let first = missing.first, let place = columnPlaces(places)[index].first else { continue }
      let fault = CellFault(
        code: "missing-cell", reason: "the cell is missing, and no cell of this column is missing in train",
        help: "the model has no rule for it: leave the row out, or train on rows where it is missing too",
        row: Int(rows[first]), column: place, count: missing.count)
      encoded.findings.append(fault.diagnostic(field: plan.name, span: plan.span, in: source))
    }
    return encoded
  }

  /// A label that is not in the file: every cell missing.
  func absent(_ facts: FieldFacts, rowCount: Int) throws -> FieldCells {
    let cells = GrowingBuffer<Int32>(budget: budget)
    try cells.append(repeating: -1, count: rowCount * facts.columns.count)
    return FieldCells(
      storage: .words(cells), reading: .plain(missing: -1), columnCount: facts.columns.count,
      maskedColumns: facts.maskedColumns)
  }

  private var kind: FieldKind {
    switch plan.rule {
    case .binary(_, let binarization): .binary(isSoft: binarization == .soft, isDynamic: binarization == .dynamic)
    case .categorical: .categorical
    }
  }

  private var groups: [[Int]]? { if case .categorical(let rule) = plan.rule { rule.groups } else { nil } }

  /// The file columns of each column of the field.
  private func columnPlaces(_ places: [ColumnPlace]) -> [[ColumnPlace]] {
    groups?.map { $0.map { places[$0] } } ?? places.map { [$0] }
  }

  private func columnLists(_ source: Source, _ places: [ColumnPlace], _ rows: [Int32]) -> [ColumnFacts] {
    var scratch: [Int32] = []
    return columnPlaces(places).enumerated().map { index, members in
      let sources = groups?[index].map { plan.sources[$0] } ?? [plan.sources[index]]
      let name = groups == nil ? sources[0].name ?? String(sources[0].position) : String(index)
      var column = ColumnFacts(name: name, values: ["0", "1"], missing: 0, frequencies: [])
      column.sources = sources
      column.isOneHot = groups != nil
      guard case .categorical(let rule) = plan.rule else { return column }
      if groups != nil {
        let cells = OneHotCells(source, places: members, missing: plan.missing)
        let hasNone = rows.contains { cells.isAllZero(row: Int($0)) }
        column.values = members.indices.map(String.init) + (hasNone ? [ValueList.none] : [])
        return column
      }
      let table = source.tables[members[0].table]
      let cells = CategoryCells(
        table, column: members[0].column, rows: rows, missing: plan.missing, scratch: &scratch)
      let list = ValueList(cells, rule: rule)
      column.values = list.values
      column.otherIndex = list.otherIndex
      column.rareValues = list.rareValues
      column.acceptsUnseen = rule.acceptsUnseen
      return column
    }
  }

  private func cells(_ facts: FieldFacts, _ source: Source, places: [ColumnPlace], rows: [Int32]) throws -> Encoded {
    let (cells, faults): (FieldCells, [CellFault])
    switch plan.rule {
    case .binary(let scale, let binarization):
      let random = Philox4x32(key: StreamKey(seed: seed, stream: "data.fields.\(plan.name).binarize"))
      (cells, faults) = try EncodeBinary(
        scale: scale, binarization: binarization, missing: plan.missing, random: random, budget: budget
      ).cells(source, places: places, rows: rows)
    case .categorical:
      (cells, faults) = try EncodeCategories(
        missing: plan.missing, columns: facts.columns, isOneHot: groups != nil, budget: budget
      ).cells(source, places: columnPlaces(places), rows: rows)
    }
    return (cells, faults.map { $0.diagnostic(field: plan.name, span: plan.span, in: source) })
  }

  /// Missing cells and shares of values, in row order.
  private func count(_ cells: FieldCells, rows: Int, into columns: inout [ColumnFacts]) {
    let tally = TallyCells(cells, rows: rows, sizes: columns.map(\.values.count))
    for index in columns.indices {
      let present = rows - tally.missing[index]
      columns[index].missing = tally.missing[index]
      columns[index].frequencies = tally.sums[index].map { present == 0 ? 0 : $0 / Double(present) }
    }
  }
}

extension FieldFacts {
  /// Columns with a missing cell in train, in order.
  package var maskedColumns: [Int] { columns.indices.filter { columns[$0].missing > 0 } }
}
