extension RuleSheet {
  /// A likelihood that does not belong to the type of the field.
  static let likelihoodOfOtherType = RuleSheet(
    "likelihood-of-other-type", .error, "A likelihood that does not belong to the type of the field",
    explanation: """
      `binary` fields are `bernoulli`, `categorical` ones `categorical`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {fields: {x: {likelihood: categorical}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {fields: {x: {likelihood: bernoulli}}}
      training: {steps: 100}

      """))
}
