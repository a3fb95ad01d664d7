extension RuleSheet {
  /// An array file that is too short.
  static let truncatedArray = RuleSheet(
    "truncated-array", .error, "An array file that is too short",
    explanation: """
      It holds fewer bytes than its header says: probably a download that broke off.
      """,
    flagged: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx(without: 5)]),
    accepted: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx()]))
}
