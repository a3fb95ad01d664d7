extension RuleSheet {
  /// A file that is no idx file.
  static let notIdx = RuleSheet(
    "not-idx", .error, "A file that is no idx file",
    explanation: """
      It must start with two zero bytes, the type of its cells and the number of its dimensions.
      """,
    flagged: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.text("data-ubyte", "hello")]),
    accepted: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx()]))
}
