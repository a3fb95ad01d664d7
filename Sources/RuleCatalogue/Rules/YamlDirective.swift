extension RuleSheet {
  /// A YAML directive.
  static let yamlDirective = RuleSheet(
    "yaml-directive", .error, "A YAML directive",
    explanation: """
      Lines as `%YAML 1.2` have no meaning here and are refused.
      """,
    flagged: Example(
      """
      %YAML 1.2
      ---
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
