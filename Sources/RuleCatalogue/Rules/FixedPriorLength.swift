extension RuleSheet {
  /// Another number of probabilities than values.
  static let fixedPriorLength = RuleSheet(
    "fixed-prior-length", .error, "Another number of probabilities than values",
    explanation: """
      Each value has one probability.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 3, prior: {fixed: [0.5, 0.5]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 3, prior: {fixed: [0.2, 0.3, 0.5]}}}
      training: {steps: 100}

      """))
}
