extension RuleSheet {
  /// A name that two columns have.
  static let ambiguousColumn = RuleSheet(
    "ambiguous-column", .error, "A name that two columns have",
    explanation: """
      Choose them by number, from 0.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,a,b\n0,1,1\n1,0,1\n1,1,0\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [0, 1], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,a,b\n0,1,1\n1,0,1\n1,1,0\n")]))
}
