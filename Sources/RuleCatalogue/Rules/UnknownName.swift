extension RuleSheet {
  /// A name that nothing has.
  static let unknownName = RuleSheet(
    "unknown-name", .error, "A name that nothing has",
    explanation: """
      The name of a block, a field, a layer or an estimator that does not exist. Block names are those
      under `latents`, field names those under `data.fields`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}, y: {categories: 3, parents: [zz]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}, y: {categories: 3, parents: [z]}}
      training: {steps: 100}

      """))
}
