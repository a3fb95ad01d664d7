extension RuleSheet {
  /// A key that is a list or a map.
  static let keyNotText = RuleSheet(
    "key-not-text", .error, "A key that is a list or a map",
    explanation: """
      Keys are names.
      """,
    flagged: Example(
      """
      ? [a, b]
      : 1
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
