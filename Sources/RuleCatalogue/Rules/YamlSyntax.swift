extension RuleSheet {
  /// Text that is no YAML.
  static let yamlSyntax = RuleSheet(
    "yaml-syntax", .error, "Text that is no YAML",
    explanation: """
      The parser of YAML stopped here. Usual causes are a bracket or quote that is never closed,
      indentation that does not line up, and a colon inside unquoted text.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
