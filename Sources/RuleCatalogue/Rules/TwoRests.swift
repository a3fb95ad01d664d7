extension RuleSheet {
  /// Two fields that take the rest.
  static let twoRests = RuleSheet(
    "two-rests", .error, "Two fields that take the rest",
    explanation: """
      `rest` is every column in no other field, so one field can take it.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: rest, type: binary}, y: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: rest, type: binary}, y: {columns: d, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
