extension RuleSheet {
  /// A gzip file that contradicts itself.
  static let damagedGzip = RuleSheet(
    "damaged-gzip", .error, "A gzip file that contradicts itself",
    explanation: """
      Its checksum or its stream is wrong.
      """,
    flagged: Example(
      """
      data: {train: data.csv.gz, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.text("data.csv.gz", "hello, this is no gzip")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
