extension RuleSheet {
  /// Words in a binary field.
  static let notANumber = RuleSheet(
    "not-a-number", .error, "Words in a binary field",
    explanation: """
      Words are `type: categorical`; `missing` lists the cells that are missing.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [colour], type: categorical}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.words]))
}
