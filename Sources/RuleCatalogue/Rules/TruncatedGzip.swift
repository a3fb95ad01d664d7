extension RuleSheet {
  /// A gzip file that ends too early.
  static let truncatedGzip = RuleSheet(
    "truncated-gzip", .error, "A gzip file that ends too early",
    explanation: """
      Probably a download that broke off.
      """,
    flagged: Example(
      """
      data: {train: data.csv.gz, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.binary("data.csv.gz", "\u{1F}\u{8B}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{3}")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
