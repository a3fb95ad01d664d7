extension RuleSheet {
  /// A column that numbers the rows.
  static let idLikeColumn = RuleSheet(
    "id-like-column", .warning, "A column that numbers the rows",
    explanation: """
      Nearly every row has a value of its own, so no latent can predict it and its likelihood drowns
      the others.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [id, colour], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour, shape], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
