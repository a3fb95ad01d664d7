extension RuleSheet {
  /// A comment that allows what does not exist.
  static let badAllow = RuleSheet(
    "bad-allow", .warning, "A comment that allows what does not exist",
    explanation: """
      `# dvae: allow(rule-name) reason` accepts warnings and notes: before the first key for the file,
      on a line of its own for the next line, after a value for its line. It needs a reason, a rule
      that exists, and cannot accept errors.
      """,
    flagged: Example(
      """
      # dvae: allow(one-categry) kept for the ablation
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 1}, z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      # dvae: allow(one-category) kept for the ablation
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {y: {categories: 1}, z: {categories: 4}}
      training: {steps: 100}

      """))
}
