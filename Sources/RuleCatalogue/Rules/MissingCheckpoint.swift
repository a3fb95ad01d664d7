extension RuleSheet {
  /// A checkpoint that is not there.
  static let missingCheckpoint = RuleSheet(
    "missing-checkpoint", .error, "A checkpoint that is not there",
    explanation: """
      Train first, or name another run.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
