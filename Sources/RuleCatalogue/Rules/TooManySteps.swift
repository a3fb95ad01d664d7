extension RuleSheet {
  /// More steps than can be counted.
  static let tooManySteps = RuleSheet(
    "too-many-steps", .error, "More steps than can be counted",
    explanation: """
      Write fewer epochs.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
