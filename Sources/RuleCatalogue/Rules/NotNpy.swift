extension RuleSheet {
  /// A file that is no NumPy array.
  static let notNpy = RuleSheet(
    "not-npy", .error, "A file that is no NumPy array",
    explanation: """
      It must start with the word NUMPY.
      """,
    flagged: Example(
      """
      data: {train: data.npy, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.text("data.npy", "hello")]),
    accepted: Example(
      """
      data: {train: data.npy, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.npy()]))
}
