extension RuleSheet {
  /// A tab as indentation.
  static let tabIndentation = RuleSheet(
    "tab-indentation", .error, "A tab as indentation",
    explanation: """
      YAML forbids tabs as indentation, since editors show them with different widths. Use blanks.
      """,
    flagged: Example(
      """
      training:
      \tsteps: 100
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}

      """),
    accepted: Example(
      """
      training:
        steps: 100
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}

      """))
}
