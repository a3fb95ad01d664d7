extension RuleSheet {
  /// Groups that do not cover the columns of the field.
  static let oneHotColumns = RuleSheet(
    "one-hot-columns", .error, "Groups that do not cover the columns of the field",
    explanation: """
      The widths of `one_hot` sum to the number of columns.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [b, c, d], type: categorical, one_hot: 2}}}
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
