extension RuleSheet {
  /// An alias without an anchor before it.
  static let unknownAnchor = RuleSheet(
    "unknown-anchor", .error, "An alias without an anchor before it",
    explanation: """
      `*name` repeats what `&name` marked earlier in the file.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: *four}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: &four {categories: 4}, z: *four}
      training: {steps: 100}

      """))
}
