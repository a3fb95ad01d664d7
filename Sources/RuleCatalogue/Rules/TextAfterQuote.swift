extension RuleSheet {
  /// Text after the closing quote of a cell.
  static let textAfterQuote = RuleSheet(
    "text-after-quote", .error, "Text after the closing quote of a cell",
    explanation: """
      A quote inside a quoted cell is doubled.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour, shape], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.csv("colour,shape\n\"red\"x,round\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour, shape], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
