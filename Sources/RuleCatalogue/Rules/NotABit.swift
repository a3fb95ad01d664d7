extension RuleSheet {
  /// A `one_hot` column that is not 0 or 1.
  static let notABit = RuleSheet(
    "not-a-bit", .error, "A `one_hot` column that is not 0 or 1",
    explanation: """
      Groups are read from 0/1 columns.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size, id], type: categorical, one_hot: 2}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [size], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
