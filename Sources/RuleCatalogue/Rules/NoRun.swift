extension RuleSheet {
  /// Nothing to resume.
  static let noRun = RuleSheet(
    "no-run", .error, "Nothing to resume",
    explanation: """
      The run folder holds no checkpoint.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
