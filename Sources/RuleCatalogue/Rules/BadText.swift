extension RuleSheet {
  /// Text that its key cannot hold.
  static let badText = RuleSheet(
    "bad-text", .error, "Text that its key cannot hold",
    explanation: """
      Names of runs hold letters, digits, `-`, `_` and `.`, a delimiter is one character, a path is
      not empty.
      """,
    flagged: Example(
      """
      name: a/b
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      name: a-b
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
