extension RuleSheet {
  /// Values that are neither 0 nor 1 in a binary field.
  static let greyValues = RuleSheet(
    "grey-values", .error, "Values that are neither 0 nor 1 in a binary field",
    explanation: """
      Say how they become bits with `binarize`, or read words as `type: categorical`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size], type: binary, binarize: {threshold: 2}}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
