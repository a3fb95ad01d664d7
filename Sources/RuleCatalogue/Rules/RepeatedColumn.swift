extension RuleSheet {
  /// A column that is in one field twice.
  static let repeatedColumn = RuleSheet(
    "repeated-column", .error, "A column that is in one field twice",
    explanation: """
      Its likelihood would count twice.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, 0], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
