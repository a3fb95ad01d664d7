extension RuleSheet {
  /// A latent that no field depends on.
  static let latentFeedsNothing = RuleSheet(
    "latent-feeds-nothing", .warning, "A latent that no field depends on",
    explanation: """
      Neither directly nor through others: it learns nothing of x.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2}}
      decoder: {parents: [y]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, parents: [z]}, z: {categories: 2}}
      decoder: {parents: [y]}
      training: {steps: 100}

      """))
}
