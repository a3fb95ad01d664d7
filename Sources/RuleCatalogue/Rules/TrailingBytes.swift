extension RuleSheet {
  /// An array file that is too long.
  static let trailingBytes = RuleSheet(
    "trailing-bytes", .error, "An array file that is too long",
    explanation: """
      It holds more bytes than its header says.
      """,
    flagged: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx(extra: 3)]),
    accepted: Example(
      """
      data: {train: data-ubyte, fields: {x: {type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.idx()]))
}
