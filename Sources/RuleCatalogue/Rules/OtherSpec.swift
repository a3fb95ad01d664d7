extension RuleSheet {
  /// A resumed run whose spec changed.
  static let otherSpec = RuleSheet(
    "other-spec", .error, "A resumed run whose spec changed",
    explanation: """
      The message shows the differences. Start another run, or undo them.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
