extension RuleSheet {
  /// A block among its own parents.
  static let ownParent = RuleSheet(
    "own-parent", .error, "A block among its own parents",
    explanation: """
      Dependencies inside a block are `within: autoregressive` or `within: markov`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 3, parents: [z]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 3, within: autoregressive}}
      training: {steps: 100}

      """))
}
