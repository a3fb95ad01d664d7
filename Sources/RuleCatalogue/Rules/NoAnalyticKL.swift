extension RuleSheet {
  /// `kl: analytic` where KL has no closed form.
  static let noAnalyticKl = RuleSheet(
    "no-analytic-kl", .error, "`kl: analytic` where KL has no closed form",
    explanation: """
      p of a variable depends on one that q draws after it. `kl: auto` decides per variable.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 9, prior: {parents: [z]}, gradient: rloo}, z: {categories: 2, count: 9, posterior: {parents: [y]}, gradient: rloo}}
      objective: {kl: analytic}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 9, prior: {parents: [z]}}, z: {categories: 2, count: 9, posterior: {parents: [y]}}}
      objective: {kl: auto}
      training: {steps: 100}

      """))
}
