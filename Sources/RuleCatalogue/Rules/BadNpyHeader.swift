extension RuleSheet {
  /// A NumPy header that cannot be read.
  static let badNpyHeader = RuleSheet(
    "bad-npy-header", .error, "A NumPy header that cannot be read",
    explanation: """
      It is a dictionary with descr, fortran_order and shape.
      """,
    flagged: Example(
      """
      data: {train: data.npy, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.binary("data.npy", "\u{93}NUMPY\u{1}\u{0}\u{4}\u{0}{'a'")]),
    accepted: Example(
      """
      data: {train: data.npy, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.npy()]))
}
