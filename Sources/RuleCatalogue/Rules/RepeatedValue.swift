extension RuleSheet {
  /// A value listed twice.
  static let repeatedValue = RuleSheet(
    "repeated-value", .error, "A value listed twice",
    explanation: """
      Each value has one index.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: categorical, values: [0, 1, 1]}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: categorical, values: [0, 1]}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
