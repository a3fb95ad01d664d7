extension RuleSheet {
  /// Layers that see nothing.
  static let layersWithoutInput = RuleSheet(
    "layers-without-input", .warning, "Layers that see nothing",
    explanation: """
      They would compute one constant and are left out.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4, prior: {layers: [{dense: 8}, relu]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 4, parents: [y], prior: {layers: [{dense: 8}, relu]}}}
      training: {steps: 100}

      """))
}
