extension RuleSheet {
  /// A batch larger than train.
  static let batchOverTrain = RuleSheet(
    "batch-over-train", .warning, "A batch larger than train",
    explanation: """
      Every step takes all rows; `batch_size: all` says so.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, batch_size: 1000}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, batch_size: all}

      """))
}
