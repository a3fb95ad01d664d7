extension RuleSheet {
  /// A variable of one value.
  static let oneCategory = RuleSheet(
    "one-category", .note, "A variable of one value",
    explanation: """
      It is allowed, carries no information and has no effect.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 1}, z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
