extension RuleSheet {
  /// A run folder that exists.
  static let runExists = RuleSheet(
    "run-exists", .error, "A run folder that exists",
    explanation: """
      Use `--resume`, `--overwrite` or another folder.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
