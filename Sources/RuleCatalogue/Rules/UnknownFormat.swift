extension RuleSheet {
  /// An array format that a file of this name is not.
  static let unknownFormat = RuleSheet(
    "unknown-format", .error, "An array format that a file of this name is not",
    explanation: """
      Name the format with `data.format`.
      """,
    noExampleBecause: "it depends on the name of the file")
}
