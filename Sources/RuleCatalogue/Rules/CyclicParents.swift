extension RuleSheet {
  /// Dependencies that come back to where they started.
  static let cyclicParents = RuleSheet(
    "cyclic-parents", .error, "Dependencies that come back to where they started",
    explanation: """
      Each side, p and q, must be acyclic, since no order draws one variable after another in a
      circle. The two sides may differ: use `prior` and `posterior`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, parents: [z]}, z: {categories: 2, parents: [y]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, parents: [y]}}
      training: {steps: 100}

      """))
}
