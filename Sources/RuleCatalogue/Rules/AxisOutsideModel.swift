extension RuleSheet {
  /// An axis that varies something other than the model and its training.
  static let axisOutsideModel = RuleSheet(
    "axis-outside-model", .error, "An axis that varies something other than the model and its training",
    explanation: """
      Runs of other data, or evaluated otherwise, cannot be compared; limits and names change no
      result. Seeds have a key of their own.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {axes: {training.seed: [1, 2, 3]}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {seeds: [1, 2, 3], axes: {latents.z.categories: [4, 8]}}

      """))
}
