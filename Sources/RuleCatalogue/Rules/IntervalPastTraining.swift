extension RuleSheet {
  /// An interval longer than training.
  static let intervalPastTraining = RuleSheet(
    "interval-past-training", .warning, "An interval longer than training",
    explanation: """
      The evaluation or checkpoint never comes due.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, checkpoint_every: {steps: 500}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, checkpoint_every: {steps: 50}}

      """))
}
