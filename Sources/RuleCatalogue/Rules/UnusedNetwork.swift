extension RuleSheet {
  /// Layers that nothing reads.
  static let unusedNetwork = RuleSheet(
    "unused-network", .warning, "Layers that nothing reads",
    explanation: """
      Every field has its own `parents`, or every block its own `posterior.inputs`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {layers: [{dense: 8}, relu], fields: {x: {parents: [z]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {layers: [{dense: 8}, relu]}
      training: {steps: 100}

      """))
}
