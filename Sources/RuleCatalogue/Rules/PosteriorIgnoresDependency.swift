extension RuleSheet {
  /// A dependency of p that q does not have.
  static let posteriorIgnoresDependency = RuleSheet(
    "posterior-ignores-dependency", .warning, "A dependency of p that q does not have",
    explanation: """
      Two variables that depend on each other in p are independent given x in q, so q cannot follow p
      and the bound stays below log p(x) by what the two share given x. It is a note where the side of
      q was written.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, prior: {parents: [y]}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2}, z: {categories: 2, parents: [y]}}
      training: {steps: 100}

      """))
}
