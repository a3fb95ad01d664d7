extension RuleSheet {
  /// Data that need more than `limits.memory`.
  static let dataOverMemoryLimit = RuleSheet(
    "data-over-memory-limit", .error, "Data that need more than `limits.memory`",
    explanation: """
      Reading stops at the limit. Read fewer columns, or raise the limit.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      limits: {memory: 10B}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
