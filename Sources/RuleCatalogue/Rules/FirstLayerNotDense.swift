extension RuleSheet {
  /// A first layer that is not dense where outputs see different things.
  static let firstLayerNotDense = RuleSheet(
    "first-layer-not-dense", .error, "A first layer that is not dense where outputs see different things",
    explanation: """
      Variables of the block share the layers and differ in what they see; a dense layer adds that up.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 3, within: autoregressive, posterior: {layers: [layer_norm]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 3, within: autoregressive, posterior: {layers: [{dense: 8}, relu]}}}
      training: {steps: 100}

      """))
}
