extension RuleSheet {
  /// An array of a shape that is no table.
  static let badShape = RuleSheet(
    "bad-shape", .error, "An array of a shape that is no table",
    explanation: """
      Rows are the first dimension, and there is at least one.
      """,
    flagged: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.binary("data-ubyte", "\u{0}\u{0}\u{8}\u{0}")]),
    accepted: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx()]))
}
