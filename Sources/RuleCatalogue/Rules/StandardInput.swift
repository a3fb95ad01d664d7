extension RuleSheet {
  /// A spec from standard input.
  static let standardInput = RuleSheet(
    "standard-input", .note, "A spec from standard input",
    explanation: """
      Its paths are relative to the working directory; `--stdin-path FILE` gives it a place.
      """,
    noExampleBecause: "it concerns the command line")
}
