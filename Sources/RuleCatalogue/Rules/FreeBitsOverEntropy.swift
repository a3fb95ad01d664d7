extension RuleSheet {
  /// A floor under KL that no variable reaches.
  static let freeBitsOverEntropy = RuleSheet(
    "free-bits-over-entropy", .warning, "A floor under KL that no variable reaches",
    explanation: """
      A variable of C values carries at most log C nats under a uniform prior, so a floor above that
      switches its KL off for good. Floors are nats a variable, not a block.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      objective: {free_bits: 2}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      objective: {free_bits: 0.1}
      training: {steps: 100}

      """))
}
