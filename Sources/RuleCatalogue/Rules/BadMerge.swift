extension RuleSheet {
  /// A `<<` that merges something else than a map.
  static let badMerge = RuleSheet(
    "bad-merge", .error, "A `<<` that merges something else than a map",
    explanation: """
      `<<: *anchor` takes over the keys of the anchored map, or of a list of maps.
      """,
    flagged: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {<<: steps, steps: 100}

      """),
    accepted: Example(
      """
      x-length: &length {steps: 100}
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {<<: *length, seed: 1}

      """))
}
