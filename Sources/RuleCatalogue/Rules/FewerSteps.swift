extension RuleSheet {
  /// A resumed run that is asked for fewer steps than it made.
  static let fewerSteps = RuleSheet(
    "fewer-steps", .error, "A resumed run that is asked for fewer steps than it made",
    explanation: """
      Ask for more steps, or start another run.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
