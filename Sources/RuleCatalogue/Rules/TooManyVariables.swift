extension RuleSheet {
  /// More than 100,000 variables in all.
  static let tooManyVariables = RuleSheet(
    "too-many-variables", .error, "More than 100,000 variables in all",
    explanation: """
      Larger models are refused before anything of their size is built.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 60000}, z: {categories: 2, count: 60000}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
