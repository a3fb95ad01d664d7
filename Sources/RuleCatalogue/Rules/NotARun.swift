extension RuleSheet {
  /// A folder that is no run.
  static let notARun = RuleSheet(
    "not-a-run", .error, "A folder that is no run",
    explanation: """
      It holds no checkpoint.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
