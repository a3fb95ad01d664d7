extension Source {
  /// All columns, tables side by side.
  var places: [ColumnPlace] {
    tables.indices.flatMap { table in
      (0..<tables[table].columnCount).map { ColumnPlace(table: table, column: $0) }
    }
  }

  /// Columns whose header is exactly `name`, compared by bytes.
  func places(named name: String) -> [ColumnPlace] {
    tables.indices.flatMap { table in
      (tables[table].columnNames ?? []).enumerated()
        .filter { $0.element.utf8.elementsEqual(name.utf8) }
        .map { ColumnPlace(table: table, column: $0.offset) }
    }
  }

  /// The column's number among all columns.
  func number(of place: ColumnPlace) -> Int {
    tables[..<place.table].reduce(place.column) { $0 + $1.columnCount }
  }

  /// The column as it is found again in another file.
  func columnSource(_ place: ColumnPlace) -> ColumnSource {
    let table = tables[place.table]
    return ColumnSource(table: table.name, position: place.column, name: table.columnNames?[place.column])
  }
}
