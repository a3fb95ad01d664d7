extension RuleSheet {
  /// A YAML tag.
  static let yamlTag = RuleSheet(
    "yaml-tag", .error, "A YAML tag",
    explanation: """
      Tags as `!!int` or `!custom` have no meaning here: the language decides how each value is read.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: !!int 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
