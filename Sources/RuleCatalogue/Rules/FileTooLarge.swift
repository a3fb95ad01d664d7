extension RuleSheet {
  /// A spec of more than 1 MiB.
  static let fileTooLarge = RuleSheet(
    "file-too-large", .error, "A spec of more than 1 MiB",
    explanation: """
      Data belong in data files.
      """,
    noExampleBecause: "it would be a megabyte long")
}
