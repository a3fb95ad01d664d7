extension RuleSheet {
  /// Axes whose product with the seeds is more than 10,000 runs.
  static let tooManyRuns = RuleSheet(
    "too-many-runs", .error, "Axes whose product with the seeds is more than 10,000 runs",
    explanation: """
      Every combination is a run for every seed. Cross fewer axes, or name the combinations that you
      want as settings of one axis.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], axes: {latents.z.categories: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], training.batch_size: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], objective.kl_weight: [1, 2, 3, 4]}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {seeds: [1, 2, 3], axes: {size: {small: {}, big: {latents.z.categories: 12, training.batch_size: 8}}}}

      """))
}
