extension RuleSheet {
  /// Data among parents.
  static let fieldAsParent = RuleSheet(
    "field-as-parent", .error, "Data among parents",
    explanation: """
      Parents are latents. What q sees of x are `posterior.inputs`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, parents: [x]}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, posterior: {inputs: [x]}}}
      training: {steps: 100}

      """))
}
