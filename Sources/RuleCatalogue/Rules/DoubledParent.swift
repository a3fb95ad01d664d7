extension RuleSheet {
  /// A variable that reaches a factor twice.
  static let doubledParent = RuleSheet(
    "doubled-parent", .error, "A variable that reaches a factor twice",
    explanation: """
      It is already among what the block depends on.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 2}, z: {categories: 2, parents: [y, y.1]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 2}, z: {categories: 2, parents: [y]}}
      training: {steps: 100}

      """))
}
