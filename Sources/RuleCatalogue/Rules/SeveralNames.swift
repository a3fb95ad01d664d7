extension RuleSheet {
  /// A choice with two names.
  static let severalNames = RuleSheet(
    "several-names", .error, "A choice with two names",
    explanation: """
      A choice is one name with its options; the options go inside.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, optimizer: {adam: {}, sgd: {}}}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100, optimizer: {sgd: {momentum: 0.9}}}

      """))
}
