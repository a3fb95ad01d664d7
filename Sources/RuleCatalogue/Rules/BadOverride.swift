extension RuleSheet {
  /// A `--set` that is no path and value.
  static let badOverride = RuleSheet(
    "bad-override", .error, "A `--set` that is no path and value",
    explanation: """
      Write `--set training.seed=2`.
      """,
    noExampleBecause: "it concerns the command line")
}
