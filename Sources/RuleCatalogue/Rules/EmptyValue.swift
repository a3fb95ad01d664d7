extension RuleSheet {
  /// A key with nothing after it.
  static let emptyValue = RuleSheet(
    "empty-value", .error, "A key with nothing after it",
    explanation: """
      Write a value, or remove the key; the empty text is `\"\"`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: }

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
