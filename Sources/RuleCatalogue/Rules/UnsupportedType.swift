extension RuleSheet {
  /// An array of a type that is not read.
  static let unsupportedType = RuleSheet(
    "unsupported-type", .error, "An array of a type that is not read",
    explanation: """
      Whole numbers, floats and booleans are read.
      """,
    flagged: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx(type: 7)]),
    accepted: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx()]))
}
