extension RuleSheet {
  /// A field that depends on no latent.
  static let fieldWithoutLatent = RuleSheet(
    "field-without-latent", .warning, "A field that depends on no latent",
    explanation: """
      p of the field is one fixed distribution, the same for every row.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {fields: {x: {parents: []}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {fields: {x: {parents: [z]}}}
      training: {steps: 100}

      """))
}
