extension RuleSheet {
  /// Choosing by valid rows that the spec does not have.
  static let noValidRows = RuleSheet(
    "no-valid-rows", .error, "Choosing by valid rows that the spec does not have",
    explanation: """
      `select: valid.elbo` and `patience` watch the ELBO of valid.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, patience: 3}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {every: 4}}
      latents: {z: {categories: 4}}
      training: {steps: 100, patience: 3}

      """))
}
