extension RuleSheet {
  /// A checkpoint that does not belong to the run folder.
  static let staleCheckpoint = RuleSheet(
    "stale-checkpoint", .error, "A checkpoint that does not belong to the run folder",
    explanation: """
      Files of two runs lie side by side.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
