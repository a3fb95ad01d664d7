extension RuleSheet {
  /// Two axes that set the same value, or one inside the other.
  static let overlappingAxes = RuleSheet(
    "overlapping-axes", .error, "Two axes that set the same value, or one inside the other",
    explanation: """
      Axes are crossed, so both would set it in one cell, and which of them counts would be an
      accident. Make them one axis with named settings.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {axes: {latents.z.categories: [4, 8], size: {small: {}, big: {latents.z.categories: 16}}}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      ablation: {axes: {latents.z.categories: [4, 8, 16]}}

      """))
}
