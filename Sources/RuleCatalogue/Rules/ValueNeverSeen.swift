extension RuleSheet {
  /// A listed value that no row of train has.
  static let valueNeverSeen = RuleSheet(
    "value-never-seen", .warning, "A listed value that no row of train has",
    explanation: """
      Usually a slip in the list. The model gives the value probability and never learns from it.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: colour, type: categorical, values: [red, green, blue, blu]}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: colour, type: categorical, values: [red, green, blue]}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
