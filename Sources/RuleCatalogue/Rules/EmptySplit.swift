extension RuleSheet {
  /// A split without rows.
  static let emptySplit = RuleSheet(
    "empty-split", .error, "A split without rows",
    explanation: """
      valid and test take rows out of train; each must get some, and some must be left.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {first: 30}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {first: 3}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
