extension RuleSheet {
  /// Probabilities that do not sum to 1.
  static let fixedPriorSum = RuleSheet(
    "fixed-prior-sum", .error, "Probabilities that do not sum to 1",
    explanation: """
      The sum may differ from 1 by a millionth.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, prior: {fixed: [0.5, 0.6]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, prior: {fixed: [0.4, 0.6]}}}
      training: {steps: 100}

      """))
}
