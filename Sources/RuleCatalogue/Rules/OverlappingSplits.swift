extension RuleSheet {
  /// Splits that share rows or leave none for train.
  static let overlappingSplits = RuleSheet(
    "overlapping-splits", .error, "Splits that share rows or leave none for train",
    explanation: """
      A warning where two splits read one file. Figures of rows that training saw say nothing about
      new ones.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {first: 20}, test: {fraction: 0.5}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, test: {fraction: 0.3}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
