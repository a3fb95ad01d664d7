extension RuleSheet {
  /// A key that its section does not have.
  static let unknownKey = RuleSheet(
    "unknown-key", .error, "A key that its section does not have",
    explanation: """
      Usually a slip, a key of another section, or an option of another choice. Keys that start with
      `x-` are notes and are never read.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {step: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
