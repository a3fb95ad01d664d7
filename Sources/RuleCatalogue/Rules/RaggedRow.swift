extension RuleSheet {
  /// A row of another number of cells than the first.
  static let raggedRow = RuleSheet(
    "ragged-row", .error, "A row of another number of cells than the first",
    explanation: """
      Often a delimiter inside an unquoted cell.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b,c,d\n0,1,0,1\n1,0,1\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
