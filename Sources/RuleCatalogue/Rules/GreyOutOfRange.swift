extension RuleSheet {
  /// Values outside 0 to 1 as probabilities.
  static let greyOutOfRange = RuleSheet(
    "grey-out-of-range", .error, "Values outside 0 to 1 as probabilities",
    explanation: """
      Divide by the largest value with `scale`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size], type: binary, binarize: soft}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size], type: binary, scale: 3, binarize: soft}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
