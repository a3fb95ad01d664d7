extension RuleSheet {
  /// A spec without a field to explain.
  static let nothingToModel = RuleSheet(
    "nothing-to-model", .error, "A spec without a field to explain",
    explanation: """
      Every field is a label, which only evaluation sees.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary, role: label}}}
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
