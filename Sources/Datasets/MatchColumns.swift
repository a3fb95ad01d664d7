import Diagnostics

/// Finds the columns of train again in another source: by name where both have headers, else by position.
struct MatchColumns {
  let source: Source
  /// Span of the path, for what is not found.
  let span: Span
  private(set) var findings: [Diagnostic] = []

  init(source: Source, span: Span) {
    self.source = source
    self.span = span
  }

  /// The file columns of `field`, or nil when some are not there, which is found unless `isOptional`.
  /// `tables` are the arrays that all fields but labels come from.
  mutating func places(_ sources: [ColumnSource], tables: Set<String>, isOptional: Bool) -> [ColumnPlace]? {
    var places: [ColumnPlace] = []
    for column in sources {
      guard let place = place(column, tables, isOptional) else { return nil }
      places.append(place)
    }
    return places
  }

  private mutating func place(_ column: ColumnSource, _ tables: Set<String>, _ isOptional: Bool) -> ColumnPlace? {
    guard let index = table(of: column, tables) else {
      return refuse("there is no array `\(excerpt(column.table))`", isOptional)
    }
    let table = source.tables[index]
    guard let name = column.name, let names = table.columnNames else {
      if column.position < table.columnCount { return ColumnPlace(table: index, column: column.position) }
      return refuse(
        "there are \(table.columnCount) columns; column \(column.position) (from 0) is asked for", isOptional)
    }
    let found = names.indices.filter { names[$0].utf8.elementsEqual(name.utf8) }
    if found.count == 1 { return ColumnPlace(table: index, column: found[0]) }
    if found.isEmpty { return refuse("no column is called `\(excerpt(name))`", isOptional) }
    // Chosen by number in train, because the name is not unique.
    if found.contains(column.position) { return ColumnPlace(table: index, column: column.position) }
    return refuse("\(found.count) columns are called `\(excerpt(name))`", isOptional)
  }

  /// A single file stands for the one array that the model reads.
  private func table(of column: ColumnSource, _ tables: Set<String>) -> Int? {
    let named = source.tables.firstIndex { $0.name.utf8.elementsEqual(column.table.utf8) }
    if let named { return named }
    return source.tables.count == 1 && tables == [column.table] ? 0 : nil
  }

  private mutating func refuse(_ message: String, _ isOptional: Bool) -> ColumnPlace? {
    if isOptional { return nil }
    let files = source.tables.first.map { "`\($0.path.full)`: " } ?? ""
    findings.append(
      .error("unknown-column", files + message, at: span).help("the file needs the columns that train has"))
    return nil
  }
}
