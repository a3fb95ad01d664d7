extension RuleSheet {
  /// A `count` beside a list of sizes of another length.
  static let countDiffers = RuleSheet(
    "count-differs", .error, "A `count` beside a list of sizes of another length",
    explanation: """
      A list makes one variable per size; leave `count` out.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: [3, 4], count: 3}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: [3, 4]}}
      training: {steps: 100}

      """))
}
