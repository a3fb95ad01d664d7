extension RuleSheet {
  /// Dependencies of a prior that depends on nothing.
  static let priorWithDependencies = RuleSheet(
    "prior-with-dependencies", .error, "Dependencies of a prior that depends on nothing",
    explanation: """
      `uniform` and `fixed` priors have no parents. For q alone write them under `posterior`.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, parents: [y], prior: uniform}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, posterior: {parents: [y]}, prior: uniform}}
      training: {steps: 100}

      """))
}
