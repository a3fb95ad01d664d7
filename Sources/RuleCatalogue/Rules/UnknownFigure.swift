extension RuleSheet {
  /// A compared figure that no run reports.
  static let unknownFigure = RuleSheet(
    "unknown-figure", .error, "A compared figure that no run reports",
    explanation: """
      Names are those of a run's summary: `test.elbo`, `valid.log_likelihood`, `test.kl.detail`,
      `parameters`, `seconds`. Figures of `valid` and `test` need these rows.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {axes: {latents.z.categories: [4, 8]}, compare: [train.elbow]}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {axes: {latents.z.categories: [4, 8]}, compare: [train.elbo]}

      """))
}
