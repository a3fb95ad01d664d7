extension RuleSheet {
  /// Bytes that are no UTF-8.
  static let notUtf8 = RuleSheet(
    "not-utf8", .error, "Bytes that are no UTF-8",
    explanation: """
      Save the file as UTF-8.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      # café

      """, isLatin1: true),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}
      # café

      """))
}
