extension RuleSheet {
  /// A data file without rows.
  static let emptyFile = RuleSheet(
    "empty-file", .error, "A data file without rows",
    explanation: """
      There is nothing to learn from.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b,c,d\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
