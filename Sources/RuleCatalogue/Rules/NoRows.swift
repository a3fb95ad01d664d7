extension RuleSheet {
  /// No row to train on.
  static let noRows = RuleSheet(
    "no-rows", .error, "No row to train on",
    explanation: """
      The splits leave none.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
