extension RuleSheet {
  /// Exact summing over the limit.
  static let enumerationOverBudget = RuleSheet(
    "enumeration-over-budget", .error, "Exact summing over the limit",
    explanation: """
      The number of table entries a row is over `limits.enumeration`. Sample the block, let each field
      depend on fewer variables, or raise the limit.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 30}}
      objective: {gradient: exact}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2, count: 10}}
      objective: {gradient: exact}
      training: {steps: 100}

      """))
}
