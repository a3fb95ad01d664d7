extension RuleSheet {
  /// A name that a block or field cannot have.
  static let badName = RuleSheet(
    "bad-name", .error, "A name that a block or field cannot have",
    explanation: """
      A dot reaches inside a block or field, so names hold none; `encoder` names the encoder.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z.1: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z_1: {categories: 4}}
      training: {steps: 100}

      """))
}
