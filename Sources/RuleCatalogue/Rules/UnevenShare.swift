extension RuleSheet {
  /// A share that does not divide.
  static let unevenShare = RuleSheet(
    "uneven-share", .error, "A share that does not divide",
    explanation: """
      `block.each` deals the variables of one side out over the other in equal parts: one number must
      be a multiple of the other.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 3}, z: {categories: 2, count: 4, parents: [y.each]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 2}, z: {categories: 2, count: 4, parents: [y.each]}}
      training: {steps: 100}

      """))
}
