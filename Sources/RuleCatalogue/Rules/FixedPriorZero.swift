extension RuleSheet {
  /// A prior probability of 0 beside an encoder network.
  static let fixedPriorZero = RuleSheet(
    "fixed-prior-zero", .error, "A prior probability of 0 beside an encoder network",
    explanation: """
      KL is infinite wherever q is above 0, and a softmax is never 0.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, prior: {fixed: [0, 1]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, prior: {fixed: [0, 1]}}}
      encoder: exact
      training: {steps: 100}

      """))
}
