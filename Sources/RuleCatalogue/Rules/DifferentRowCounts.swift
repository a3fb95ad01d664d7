extension RuleSheet {
  /// Arrays side by side with different numbers of rows.
  static let differentRowCounts = RuleSheet(
    "different-row-counts", .error, "Arrays side by side with different numbers of rows",
    explanation: """
      Rows of `files` belong together one by one.
      """,
    flagged: Example(
      """
      data: {train: {files: {p: data.csv, q: other.csv}}, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """, files: [.bits, .text("other.csv", "e\n1\n0\n")]),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
