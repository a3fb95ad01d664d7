extension RuleSheet {
  /// A block among inputs.
  static let blockAsInput = RuleSheet(
    "block-as-input", .error, "A block among inputs",
    explanation: """
      Inputs are what q sees of x. Latents that q depends on are `posterior.parents`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, posterior: {inputs: [encoder, y]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, posterior: {parents: [y]}}}
      training: {steps: 100}

      """))
}
