extension RuleSheet {
  /// A variable that the block does not have.
  static let indexOutOfRange = RuleSheet(
    "index-out-of-range", .error, "A variable that the block does not have",
    explanation: """
      Variables are counted from 0.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 3}, z: {categories: 2, parents: [y.3]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 3}, z: {categories: 2, parents: [y.2]}}
      training: {steps: 100}

      """))
}
