extension RuleSheet {
  /// A file that holds no spec.
  static let emptyDocument = RuleSheet(
    "empty-document", .error, "A file that holds no spec",
    explanation: """
      There is nothing but blanks and comments.
      """,
    flagged: Example(
      """
      # nothing yet

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
