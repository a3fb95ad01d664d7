extension RuleSheet {
  /// An output layer written by hand.
  static let activationBeforeLogits = RuleSheet(
    "activation-before-logits", .warning, "An output layer written by hand",
    explanation: """
      A `dense` as wide as the output followed by `sigmoid` looks like the output of a network
      elsewhere. Here the linear map to the logits and the likelihood with its sigmoid are always
      added, so the sigmoid would squash what they see.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {layers: [{dense: 32}, relu, {dense: 4}, sigmoid]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      decoder: {layers: [{dense: 32}, relu]}
      training: {steps: 100}

      """))
}
