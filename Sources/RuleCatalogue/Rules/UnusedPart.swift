extension RuleSheet {
  /// Layers of a field that the encoder does not read.
  static let unusedPart = RuleSheet(
    "unused-part", .warning, "Layers of a field that the encoder does not read",
    explanation: """
      Add the field to `encoder.inputs`, or remove its layers.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}, y: {columns: [c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {inputs: [x], fields: {y: {layers: [{dense: 8}, relu]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b], type: binary}, y: {columns: [c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {fields: {y: {layers: [{dense: 8}, relu]}}}
      training: {steps: 100}

      """))
}
