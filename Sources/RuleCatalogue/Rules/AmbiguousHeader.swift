extension RuleSheet {
  /// A first row of numbers without `header`.
  static let ambiguousHeader = RuleSheet(
    "ambiguous-header", .error, "A first row of numbers without `header`",
    explanation: """
      It may be data or names. Say which with `header: true` or `header: false`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: 0-1, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("0,1\n1,0\n1,1\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: 0-1, type: binary}}, header: false}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("0,1\n1,0\n1,1\n")]))
}
