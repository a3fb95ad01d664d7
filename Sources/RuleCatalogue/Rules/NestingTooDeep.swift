extension RuleSheet {
  /// More than 64 levels of lists and maps.
  static let nestingTooDeep = RuleSheet(
    "nesting-too-deep", .error, "More than 64 levels of lists and maps",
    explanation: """
      The limit bounds time and memory; no spec needs as many.
      """,
    flagged: Example(
      """
      x-deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      x-deep: [[[[[[[[[[]]]]]]]]]]
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
