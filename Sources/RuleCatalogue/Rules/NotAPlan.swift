extension RuleSheet {
  /// A file that is no report of a plan.
  static let notAPlan = RuleSheet(
    "not-a-plan", .error, "A file that is no report of a plan",
    explanation: """
      `plan --diff` reads what `plan --format json --out FILE` wrote.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
