extension RuleSheet {
  /// A second document in one file.
  static let secondDocument = RuleSheet(
    "second-document", .error, "A second document in one file",
    explanation: """
      A spec is one document; what follows `---` would be ignored.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
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
