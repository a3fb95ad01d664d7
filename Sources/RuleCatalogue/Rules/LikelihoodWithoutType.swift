extension RuleSheet {
  /// A likelihood of a field whose type the data decide.
  static let likelihoodWithoutType = RuleSheet(
    "likelihood-without-type", .error, "A likelihood of a field whose type the data decide",
    explanation: """
      Without `data.fields` types are inferred, and likelihoods with them.
      """,
    flagged: Example(
      """
      data: {train: data.csv}
      latents: {z: {categories: 4}}
      decoder: {fields: {a: {likelihood: bernoulli}}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
