extension RuleSheet {
  /// A range of columns that runs backwards.
  static let badRange = RuleSheet(
    "bad-range", .error, "A range of columns that runs backwards",
    explanation: """
      Write the smaller number first.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: 3-0, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: 0-3, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
