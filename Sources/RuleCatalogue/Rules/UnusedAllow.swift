extension RuleSheet {
  /// A comment that allows what is not there.
  static let unusedAllow = RuleSheet(
    "unused-allow", .note, "A comment that allows what is not there",
    explanation: """
      The finding it accepted is gone, so the comment can go too.
      """,
    flagged: Example(
      """
      # dvae: allow(one-category) kept for the ablation
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
