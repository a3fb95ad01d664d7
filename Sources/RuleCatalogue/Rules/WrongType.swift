extension RuleSheet {
  /// A value of another kind than the key takes.
  static let wrongType = RuleSheet(
    "wrong-type", .error, "A value of another kind than the key takes",
    explanation: """
      The message says what is asked for. Quotes turn a number into text.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: "100"}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
