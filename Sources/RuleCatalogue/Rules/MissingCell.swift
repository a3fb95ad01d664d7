extension RuleSheet {
  /// A missing cell in a column that has none in train.
  static let missingCell = RuleSheet(
    "missing-cell", .error, "A missing cell in a column that has none in train",
    explanation: """
      The model has no rule for it. Leave the row out, or train on rows where it is missing too.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}}, valid: {last: 1}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b\n0,1\n1,0\n1,\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}}, valid: {last: 1}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b\n0,1\n1,0\n1,1\n")]))
}
