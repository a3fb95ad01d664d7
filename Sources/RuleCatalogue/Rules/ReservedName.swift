extension RuleSheet {
  /// A block under a name that networks use.
  static let reservedName = RuleSheet(
    "reserved-name", .error, "A block under a name that networks use",
    explanation: """
      `trunk` names what the fields of the decoder see.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {trunk: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
