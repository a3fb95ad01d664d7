extension RuleSheet {
  /// A control character in the text.
  static let controlCharacter = RuleSheet(
    "control-character", .error, "A control character in the text",
    explanation: """
      Such characters are invisible and no YAML.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      # bell \u{7}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
