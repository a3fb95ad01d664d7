extension RuleSheet {
  /// A block and a field of one name.
  static let collidingNames = RuleSheet(
    "colliding-names", .error, "A block and a field of one name",
    explanation: """
      References could mean either.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {x: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
