extension RuleSheet {
  /// More memory than `limits.memory`.
  static let memoryOverBudget = RuleSheet(
    "memory-over-budget", .error, "More memory than `limits.memory`",
    explanation: """
      The message gives the parts. Smaller batches, fewer samples or smaller networks need less.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 100000}, relu, {dense: 100000}, relu]}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: {layers: [{dense: 100}, relu, {dense: 100}, relu]}
      training: {steps: 100}

      """))
}
