extension RuleSheet {
  /// A file that is not there.
  static let missingFile = RuleSheet(
    "missing-file", .error, "A file that is not there",
    explanation: """
      Paths in a spec are relative to the folder of the spec, paths of the command line to the working
      directory.
      """,
    flagged: Example(
      """
      data: {train: dta.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
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
