extension RuleSheet {
  /// A value that the list of the column lacks.
  static let unseenValue = RuleSheet(
    "unseen-value", .error, "A value that the list of the column lacks",
    explanation: """
      Lists come from train or from `values`. Correct the value, add it, or let `unseen: other` stand
      for new ones.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: colour, type: categorical, values: [red, green]}}}
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
