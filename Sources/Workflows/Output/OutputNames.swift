extension OutputColumn {
  /// The columns of several fields side by side. A name that two of them share gets its field in front.
  static func distinct(_ fields: [(field: String, columns: [OutputColumn])]) -> [OutputColumn] {
    var uses: [String: Int] = [:]
    for field in fields {
      for column in field.columns { uses[column.name, default: 0] += 1 }
    }
    return fields.flatMap { field in
      field.columns.map { column in
        uses[column.name] == 1 ? column : OutputColumn(name: "\(field.field).\(column.name)", labels: column.labels)
      }
    }
  }
}
