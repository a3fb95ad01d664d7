extension RuleSheet {
  /// A sampled estimator where summing is cheap.
  static let exactIsAffordable = RuleSheet(
    "exact-is-affordable", .note, "A sampled estimator where summing is cheap",
    explanation: """
      Summing every block out costs at most 4,096 terms a row and gives the same expected gradient
      without variance.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      objective: {gradient: {rloo: {samples: 4}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      objective: {gradient: exact}
      training: {steps: 100}

      """))
}
