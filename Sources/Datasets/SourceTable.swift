/// One table or array of a source of data, as the file has it.
struct SourceTable: Sendable {
  /// Where its cells are.
  enum Cells: Sendable {
    case texts(TextTable)
    case numbers(NumberArray)
  }

  /// Name of the array in an archive or among side-by-side files; empty for the only table of a file.
  var name: String
  var path: DataPath
  var cells: Cells
  /// The header, if there is one.
  var columnNames: [String]?
  /// Set for arrays of three dimensions.
  var imageShape: ImageShape?

  /// Rows of data.
  var rowCount: Int {
    switch cells {
    case .texts(let table): table.rowCount
    case .numbers(let array): array.rowCount
    }
  }

  var columnCount: Int {
    switch cells {
    case .texts(let table): table.columnCount
    case .numbers(let array): array.columnCount
    }
  }

  /// Header name of a column, or its number as text.
  func columnName(_ column: Int) -> String { columnNames?[column] ?? String(column) }

  /// The text of a cell, for messages.
  func text(row: Int, column: Int) -> String {
    switch cells {
    case .texts(let table): table.string(ofText: table.text(row: row, column: column))
    case .numbers(let array): array.text(array.bits(row: row, column: column))
    }
  }

  /// Where a cell is, in the words of the file: rows, columns, image rows and columns count from 1.
  func place(row: Int, column: Int) -> String {
    if let shape = imageShape, shape.width > 0 {
      return "image \(row + 1), row \(column / shape.width + 1), column \(column % shape.width + 1)"
    }
    let line = if case .texts(let table) = cells { " (line \(table.line(ofRow: row)))" } else { "" }
    let name = columnNames.map { "`\(excerpt($0[column]))`" } ?? "\(column + 1)"
    return "row \(row + 1)\(line), column \(name)"
  }
}

/// All tables of one source, side by side.
struct Source: Sendable {
  var tables: [SourceTable]
  /// Of all tables.
  var rowCount: Int
}
