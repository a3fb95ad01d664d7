extension RuleSheet {
  /// Value options of a `one_hot` field.
  static let conflictingOptions = RuleSheet(
    "conflicting-options", .error, "Value options of a `one_hot` field",
    explanation: """
      Values of a group are its positions, so `unseen` and `min_count` have no meaning.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [b, c, d], type: categorical, one_hot: 3, unseen: other}}}
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
