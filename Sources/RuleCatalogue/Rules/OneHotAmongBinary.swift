extension RuleSheet {
  /// One-hot groups among binary columns.
  static let oneHotAmongBinary = RuleSheet(
    "one-hot-among-binary", .note, "One-hot groups among binary columns",
    explanation: """
      Of some neighbouring 0/1 columns every row has exactly one set. As bits they are a product of
      Bernoullis, which also gives probability to rows with none or two set; with `one_hot` they are
      one categorical column and the bound is tighter, often by nats.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.groups]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [b, c, d], type: categorical, one_hot: 3}, y: {columns: rest, type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.groups]))
}
