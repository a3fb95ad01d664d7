extension RuleSheet {
  /// A folder, pipe or device where a file is asked for.
  static let notAFile = RuleSheet(
    "not-a-file", .error, "A folder, pipe or device where a file is asked for",
    explanation: """
      Name a regular file.
      """,
    flagged: Example(
      """
      data: {train: ., format: csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
