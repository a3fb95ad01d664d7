extension RuleSheet {
  /// A field without columns.
  static let noColumns = RuleSheet(
    "no-columns", .error, "A field without columns",
    explanation: """
      No column is left for `rest`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}, y: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}, y: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
