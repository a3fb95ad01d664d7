extension RuleSheet {
  /// A file that is no NumPy archive.
  static let notNpz = RuleSheet(
    "not-npz", .error, "A file that is no NumPy archive",
    explanation: """
      An .npz file is a zip file of .npy files.
      """,
    flagged: Example(
      """
      data: {train: data.npz, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.text("data.npz", "hello")]),
    accepted: Example(
      """
      data: {train: data.npy, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.npy()]))
}
