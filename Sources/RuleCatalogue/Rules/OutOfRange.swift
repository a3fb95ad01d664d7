extension RuleSheet {
  /// A number outside its range.
  static let outOfRange = RuleSheet(
    "out-of-range", .error, "A number outside its range",
    explanation: """
      The range stands in the message: leave-one-out needs two samples, a layer one unit, a dropout
      rate lies below 1.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      objective: {gradient: {rloo: {samples: 1}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4, count: 20}}
      objective: {gradient: {rloo: {samples: 2}}}
      training: {steps: 100}

      """))
}
