extension RuleSheet {
  /// A seed listed twice.
  static let repeatedSeed = RuleSheet(
    "repeated-seed", .error, "A seed listed twice",
    explanation: """
      Runs of one seed are the same run, which would count as two.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {seeds: [1, 2, 1], axes: {latents.z.categories: [4, 8]}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {seeds: [1, 2, 3], axes: {latents.z.categories: [4, 8]}}

      """))
}
