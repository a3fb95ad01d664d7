extension RuleSheet {
  /// Splits that take every row.
  static let noTrainRows = RuleSheet(
    "no-train-rows", .error, "Splits that take every row",
    explanation: """
      The fractions of valid and test sum to less than 1.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {fraction: 0.5}, test: {fraction: 0.5}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {fraction: 0.2}, test: {fraction: 0.3}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
