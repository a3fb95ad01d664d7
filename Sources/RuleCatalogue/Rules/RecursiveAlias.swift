extension RuleSheet {
  /// An alias inside its own anchor.
  static let recursiveAlias = RuleSheet(
    "recursive-alias", .error, "An alias inside its own anchor",
    explanation: """
      The value would hold itself.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: &z {categories: 4, parents: *z}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
