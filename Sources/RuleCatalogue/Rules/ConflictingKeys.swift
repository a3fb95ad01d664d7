extension RuleSheet {
  /// Keys that exclude each other.
  static let conflictingKeys = RuleSheet(
    "conflicting-keys", .error, "Keys that exclude each other",
    explanation: """
      Remove one of them.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, epochs: 3}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
