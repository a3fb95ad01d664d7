extension RuleSheet {
  /// A dense layer directly before another linear map.
  static let twoLinearMaps = RuleSheet(
    "two-linear-maps", .note, "A dense layer directly before another linear map",
    explanation: """
      Together they are one linear map of at most the smaller rank. Networks end in a linear map to
      their logits, which is always added.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 64}, {dense: 32}, relu]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 64}, relu, {dense: 32}, relu]}
      training: {steps: 100}

      """))
}
