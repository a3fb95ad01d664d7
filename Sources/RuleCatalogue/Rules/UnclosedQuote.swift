extension RuleSheet {
  /// A quoted cell that never ends.
  static let unclosedQuote = RuleSheet(
    "unclosed-quote", .error, "A quoted cell that never ends",
    explanation: """
      A quote inside a quoted cell is doubled.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour, shape], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("colour,shape\n\"red,round\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour, shape], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
