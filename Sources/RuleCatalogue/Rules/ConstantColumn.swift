extension RuleSheet {
  /// A column of one value.
  static let constantColumn = RuleSheet(
    "constant-column", .note, "A column of one value",
    explanation: """
      It teaches the model nothing and its likelihood is soon 0.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("a,b\n0,1\n1,1\n0,1\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
