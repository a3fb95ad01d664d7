extension RuleSheet {
  /// A `one_hot` group with two ones.
  static let twoOnes = RuleSheet(
    "two-ones", .error, "A `one_hot` group with two ones",
    explanation: """
      Each row has at most one.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: categorical, one_hot: 4}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.groups]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [b, c, d], type: categorical, one_hot: 3}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.groups]))
}
