extension RuleSheet {
  /// A key that changes nothing here.
  static let keyWithoutEffect = RuleSheet(
    "key-without-effect", .warning, "A key that changes nothing here",
    explanation: """
      Something else in the spec makes the key meaningless, so it misleads whoever reads it.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, evaluate_every: {steps: 10}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}, valid: {every: 4}}
      latents: {z: {categories: 4}}
      training: {steps: 100, evaluate_every: {steps: 10}}

      """))
}
