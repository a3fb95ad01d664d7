extension RuleSheet {
  /// A key about q beside `encoder: exact`.
  static let keyBesideExactEncoder = RuleSheet(
    "key-beside-exact-encoder", .error, "A key about q beside `encoder: exact`",
    explanation: """
      q is p(z | x) and the ELBO is log p(x): there is nothing to estimate or to weight.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: exact
      objective: {kl_weight: 0.5}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      encoder: exact
      training: {steps: 100}

      """))
}
