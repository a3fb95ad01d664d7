extension RuleSheet {
  /// Sampled blocks with different numbers of draws.
  static let samplesDisagree = RuleSheet(
    "samples-disagree", .error, "Sampled blocks with different numbers of draws",
    explanation: """
      Draws are joint: every block is drawn as often as the others.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 9, gradient: {rloo: {samples: 4}}}, z: {categories: 2, count: 9, gradient: {rloo: {samples: 8}}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 9, gradient: {rloo: {samples: 8}}}, z: {categories: 2, count: 9, gradient: {rloo: {samples: 8}}}}
      training: {steps: 100}

      """))
}
