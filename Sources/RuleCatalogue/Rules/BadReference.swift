extension RuleSheet {
  /// A reference that is neither block, variable nor share.
  static let badReference = RuleSheet(
    "bad-reference", .error, "A reference that is neither block, variable nor share",
    explanation: """
      Write `block`, `block.3` for one variable (from 0) or `block.each` for equal shares.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4, count: 2}, y: {categories: 3, parents: [z.first]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4, count: 2}, y: {categories: 3, parents: [z.0]}}
      training: {steps: 100}

      """))
}
