extension RuleSheet {
  /// A categorical column without a value in train.
  static let columnWithoutValues = RuleSheet(
    "column-without-values", .error, "A categorical column without a value in train",
    explanation: """
      All its cells are missing: leave it out, or list `values`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b\n0,\n1,\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b\n0,\n1,\n")]))
}
