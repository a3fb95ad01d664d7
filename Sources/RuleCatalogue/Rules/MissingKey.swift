extension RuleSheet {
  /// A section without a key that it needs.
  static let missingKey = RuleSheet(
    "missing-key", .error, "A section without a key that it needs",
    explanation: """
      The message says what the key holds.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {batch_size: 10}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
