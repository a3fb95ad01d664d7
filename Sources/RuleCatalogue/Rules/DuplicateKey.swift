extension RuleSheet {
  /// A key that stands twice in one map.
  static let duplicateKey = RuleSheet(
    "duplicate-key", .error, "A key that stands twice in one map",
    explanation: """
      Which of the two would count differs between programs, so the spec is refused.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      training: {steps: 200}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
