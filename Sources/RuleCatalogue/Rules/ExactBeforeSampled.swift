extension RuleSheet {
  /// A summed block that a sampled one depends on in q.
  static let exactBeforeSampled = RuleSheet(
    "exact-before-sampled", .error, "A summed block that a sampled one depends on in q",
    explanation: """
      The draw needs a value that summing does not give. Sample both, sum both, or turn the dependency
      round in q.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, gradient: exact}, z: {categories: 2, count: 20, parents: [y], gradient: rloo}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 2, count: 20, gradient: rloo}, z: {categories: 2, gradient: exact}}
      decoder: {fields: {x: {parents: [y, z]}}}
      training: {steps: 100}

      """))
}
