extension RuleSheet {
  /// A results file that is damaged, or none.
  static let notResults = RuleSheet(
    "not-results", .error, "A results file that is damaged, or none",
    explanation: """
      Move it away: finished runs are gathered again from their folders.
      """,
    noExampleBecause: "it concerns results, not a spec")
}
