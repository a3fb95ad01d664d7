extension RuleSheet {
  /// A column that the data do not have.
  static let unknownColumn = RuleSheet(
    "unknown-column", .error, "A column that the data do not have",
    explanation: """
      Names are compared letter by letter; numbers count from 0. Another file of valid or test needs
      the columns of train.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, e], type: binary}}}
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
