extension RuleSheet {
  /// A residual branch of another width.
  static let residualWidth = RuleSheet(
    "residual-width", .error, "A residual branch of another width",
    explanation: """
      Its result is added to what goes in, so both have as many columns.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 64}, {residual: [{dense: 32}, relu]}]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 64}, {residual: [{dense: 32}, relu, {dense: 64}]}]}
      training: {steps: 100}

      """))
}
