extension RuleSheet {
  /// A column in two fields.
  static let sharedColumn = RuleSheet(
    "shared-column", .warning, "A column in two fields",
    explanation: """
      Its likelihood counts twice.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c], type: binary}, y: {columns: [c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}, y: {columns: [c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
