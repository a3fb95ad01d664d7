extension RuleSheet {
  /// More than 10,000,000 dependencies between single variables.
  static let modelTooLarge = RuleSheet(
    "model-too-large", .error, "More than 10,000,000 dependencies between single variables",
    explanation: """
      Fewer variables, `within: markov` or shares depend on less.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 20000, within: autoregressive}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 100, within: markov}}
      training: {steps: 100}

      """))
}
