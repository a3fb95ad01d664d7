extension RuleSheet {
  /// A label where the model would see it.
  static let labelAsInput = RuleSheet(
    "label-as-input", .error, "A label where the model would see it",
    explanation: """
      A field with `role: label` is kept out of the model. Drop it from the inputs, or the role from
      the field.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c], type: binary}, y: {columns: d, type: categorical, role: label}}}
      latents: {z: {categories: 4}}
      encoder: {inputs: [x, y]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c], type: binary}, y: {columns: d, type: categorical, role: label}}}
      latents: {z: {categories: 4}}
      encoder: {inputs: [x]}
      training: {steps: 100}

      """))
}
